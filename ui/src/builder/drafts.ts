// The open editors. Several may be open at once, each keyed by what it edits, and they outlive a look
// at another channel; nothing reaches the book before it is saved.
import { create } from 'zustand';
import type { AppError, ChannelSettings, FieldInfo, RuleSource } from '../ipc';
import { useApp } from '../state/store';
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
  /** On its way into the book; until it is there, nothing more is done to it. */
  saving: boolean;
  /** The keyboard has been brought to it, which happens once. */
  entered: boolean;
}

export type Opening = Pick<Editing, 'key' | 'channel' | 'target' | 'draft'>;

interface Drafts {
  editing: Readonly<Record<string, Editing>>;
  table: readonly FieldInfo[];
}

export const useDrafts = create<Drafts>()(() => ({ editing: {}, table: [] }));

// Another mirror has other rules, or other ones under the same ids.
useApp.subscribe(({ opening }, before) => {
  if (opening !== before.opening) useDrafts.setState({ editing: {} });
});

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
    if (!before || before.saving) return {};
    const draft = { ...before.draft, ...change };
    return { editing: { ...editing, [key]: { ...before, draft, refused: null, asking: false } } };
  });
}

export function openEditing(editing: Opening): void {
  const progress = { tried: false, refused: null, asking: false, saving: false, entered: false };
  const open: Editing = { ...editing, ...progress, start: editing.draft };
  useDrafts.setState((state) => ({ editing: { ...state.editing, [editing.key]: open } }));
}

export function closeEditing(key: string): void {
  useDrafts.setState(({ editing }) => ({
    editing: Object.fromEntries(Object.entries(editing).filter(([each]) => each !== key)),
  }));
}

/** The first of these rules whose editor holds something that is not in the book. */
export function firstChanged<T extends { id: string }>(rules: readonly T[]): T | undefined {
  const { editing } = useDrafts.getState();
  return rules.find(({ id }) => editing[id] && isChanged(editing[id]));
}

export function isChanged({ draft, start }: Editing): boolean {
  if (draft === start) return false;
  return (
    !same(toRule(draft), toRule(start)) ||
    !same(toFallback(draft.then), toFallback(start.then)) ||
    !same(toFollowUp(draft.followUp), toFollowUp(start.followUp))
  );
}
