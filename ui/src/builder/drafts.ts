// The open editors. Several may be open at once, each keyed by what it edits, and they outlive a look
// at another channel; nothing reaches the book before it is saved.
import { create } from 'zustand';
import type { AppError, ChannelSettings, FieldInfo, RuleSource } from '../ipc';
import type { Board } from './drop';
import { type RuleDraft, same, toFallback, toFollowUp, toRule } from './draft';

export type Target =
  | { kind: 'rule'; rule: string; opened: RuleSource }
  /** In front of `before`, or last. */
  | { kind: 'new'; before: string | null }
  /** With the channel's own follow-ups; a fallback has no name and no condition. */
  | { kind: 'fallback'; opened: ChannelSettings };

export interface Editing {
  key: string;
  channel: string;
  target: Target;
  start: RuleDraft;
  draft: RuleDraft;
  /** A save was asked for, so blank fields are pointed at too. */
  tried: boolean;
  refused: AppError | null;
  /** Asks whether what was changed may go. */
  asking: boolean;
}

interface Drafts {
  editing: Readonly<Record<string, Editing>>;
  table: readonly FieldInfo[];
}

export const useDrafts = create<Drafts>()(() => ({ editing: {}, table: [] }));

export function fallbackKey(channel: string): string {
  return `fallback ${channel}`;
}

/** A channel as its open editors have it: what is dropped on one goes into the editor. */
export function asEdited(board: Board & { id: string }): Board {
  const { editing } = useDrafts.getState();
  const thenOf = (key: string, then: { kind: string }) => {
    const type = editing[key]?.draft.then.type;
    return type === undefined ? then : { kind: type };
  };
  return {
    account: board.account,
    rules: board.rules.map(({ id, title, then }) => ({ id, title, then: thenOf(id, then) })),
    fallback: { then: thenOf(fallbackKey(board.id), board.fallback.then) },
  };
}

export function patch(key: string, change: Partial<Editing>): void {
  useDrafts.setState(({ editing }) => {
    const before = editing[key];
    return before ? { editing: { ...editing, [key]: { ...before, ...change } } } : {};
  });
}

export function changeDraft(key: string, change: Partial<RuleDraft>): void {
  useDrafts.setState(({ editing }) => {
    const before = editing[key];
    if (!before) return {};
    const draft = { ...before.draft, ...change };
    return { editing: { ...editing, [key]: { ...before, draft, refused: null, asking: false } } };
  });
}

export function openEditing(editing: Omit<Editing, 'start' | 'tried' | 'refused' | 'asking'>): void {
  const open: Editing = { ...editing, start: editing.draft, tried: false, refused: null, asking: false };
  useDrafts.setState((state) => ({ editing: { ...state.editing, [editing.key]: open } }));
}

export function closeEditing(key: string): void {
  useDrafts.setState(({ editing }) => ({
    editing: Object.fromEntries(Object.entries(editing).filter(([each]) => each !== key)),
  }));
}

export function isChanged({ draft, start }: Editing): boolean {
  if (draft === start) return false;
  return (
    !same(toRule(draft), toRule(start)) ||
    !same(toFallback(draft.then), toFallback(start.then)) ||
    !same(toFollowUp(draft.followUp), toFollowUp(start.followUp))
  );
}
