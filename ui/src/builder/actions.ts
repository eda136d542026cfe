// What the editors do with the book: open, check while somebody types, save, give up.
import {
  type AppError,
  type ChannelSettings,
  type ConditionCheck,
  type ConditionSource,
  type Edit,
  type ExpressionCheck,
  ipc,
  type Suggestion,
  toAppError,
} from '../ipc';
import { isStillOn } from '../parts/focus';
import { submit } from '../state/edit';
import { sayFailure } from '../state/notice';
import { useApp } from '../state/store';
import { whileOpen } from '../state/turns';
import {
  type ActionType,
  emptyRule,
  mergedOver,
  missingOf,
  ofAction,
  ofFollowUp,
  ofRule,
  same,
  toFallback,
  toFollowUp,
  toRule,
} from './draft';
import { closeEditing, type Editing, fallbackKey, isChanged, type Opening, openEditing, patch, useDrafts } from './drafts';

export function openRule(rule: string): Promise<void> {
  return openOnce(rule, async () => {
    const { channel, source } = await ipc.rule(rule);
    return { channel, target: { kind: 'rule', rule, opened: source }, draft: ofRule(source) };
  });
}

export function openFallback(channel: string): Promise<void> {
  return openOnce(fallbackKey(channel), async () => {
    const opened = await ipc.channelSettings(channel);
    const draft = {
      ...emptyRule('inbox'),
      then: ofAction(opened.fallback),
      followUp: ofFollowUp(opened.follow_up),
    };
    return { channel, target: { kind: 'fallback', opened }, draft };
  });
}

let made = 0;

/** A card for a rule that is not in the book yet. */
export function openNewRule(
  channel: string,
  before: string | null,
  type: ActionType,
  members: readonly string[] = [],
): Promise<void> {
  made += 1;
  const opened = { channel, target: { kind: 'new', before }, draft: emptyRule(type, members) } as const;
  return openOnce(`new ${made}`, () => Promise.resolve(opened));
}

/** Asked for twice, the second answer must not replace what is typed after the first. */
async function openOnce(key: string, read: () => Promise<Omit<Opening, 'key'>>): Promise<void> {
  const isOpen = whileOpen();
  const isThere = () => useDrafts.getState().editing[key] !== undefined;
  if (isThere()) return;
  try {
    const [opened] = await Promise.all([read(), readTable()]);
    if (isOpen() && !isThere()) openEditing({ key, ...opened });
  } catch (cause) {
    sayFailure(cause);
  }
}

async function readTable(): Promise<void> {
  if (useDrafts.getState().table.length === 0) useDrafts.setState({ table: await ipc.fieldTable() });
}

/** Keeps the draft. Answers whether something is wrong with it, which shows at its field. */
export async function save(key: string): Promise<boolean> {
  const editing = useDrafts.getState().editing[key];
  if (!editing || editing.saving) return false;
  if (editing.target.kind !== 'new' && !isChanged(editing)) {
    close(editing, true);
    return false;
  }
  if (missingOf(editing.draft.then, editing.draft.followUp).length > 0) {
    patch(key, { tried: true });
    return true;
  }
  patch(key, { saving: true });
  const refused = await keep(editing);
  if (refused) patch(key, { saving: false, tried: true, refused });
  else close(editing, true);
  return refused !== null;
}

async function keep({ channel, target, draft }: Editing): Promise<AppError | null> {
  try {
    switch (target.kind) {
      case 'new':
        return await submit({ kind: 'insert_rule', channel, before: target.before, source: toRule(draft) });
      case 'rule': {
        const now = await ipc.rule(target.rule);
        const source = mergedOver(target.opened, toRule(draft), now.source);
        return await submit({ kind: 'replace_rule', rule: target.rule, source });
      }
      case 'fallback': {
        const now = await ipc.channelSettings(channel);
        return ofRulePlaces(await submit(fallbackEdit(channel, target.opened, draft, now)));
      }
    }
  } catch (cause) {
    return toAppError(cause);
  }
}

/** One edit and one undo; what the editor left alone stays as others made it meanwhile. */
function fallbackEdit(
  channel: string,
  opened: ChannelSettings,
  draft: Editing['draft'],
  now: ChannelSettings,
): Edit {
  const fallback = toFallback(draft.then);
  const followUp = toFollowUp(draft.followUp);
  return {
    kind: 'replace_fallback',
    channel,
    fallback: same(fallback, opened.fallback) ? now.fallback : fallback,
    follow_up: same(followUp, opened.follow_up) ? now.follow_up : followUp,
  };
}

/** A fallback is edited where a rule has its action. */
function ofRulePlaces(refused: AppError | null): AppError | null {
  if (!refused) return null;
  const problems = refused.problems.map((problem) => ({ ...problem, place: problem.place.replace(/^fallback\b/u, 'then') }));
  return { ...refused, problems };
}

/** Leaves the draft, after asking where that would lose something. */
export function cancel(key: string): void {
  const editing = useDrafts.getState().editing[key];
  if (!editing || editing.saving) return;
  if (isChanged(editing)) patch(key, { asking: true });
  else close(editing, false);
}

export function giveUp(key: string): void {
  const editing = useDrafts.getState().editing[key];
  if (editing) close(editing, false);
}

/** The keyboard goes on where the editor was: a new rule that was given up stood before a card, or last. */
function close({ key, target, channel }: Editing, saved: boolean): void {
  const [made] = useApp.getState().edits.made;
  const rule = target.kind === 'new' ? (saved ? made : target.before) : key;
  closeEditing(key);
  requestAnimationFrame(() => {
    if (useApp.getState().channel !== channel || !isStillOn(null)) return;
    const handles = [...document.querySelectorAll<HTMLElement>('[data-rule] [data-handle]')];
    const handle = handles.find((one) => one.closest<HTMLElement>('[data-rule]')?.dataset.rule === rule);
    const fallback = document.querySelector<HTMLElement>('[data-fallback] [data-open]');
    (target.kind === 'fallback' ? fallback : (handle ?? handles.at(-1) ?? fallback))?.focus();
  });
}

export function checkCondition(channel: string, condition: ConditionSource): Promise<ConditionCheck> {
  return ipc.checkCondition(channel, condition);
}

export function checkPattern(field: string, pattern: string): Promise<ExpressionCheck> {
  return ipc.checkPattern(field, pattern);
}

export function checkExpression(channel: string, expression: string): Promise<ExpressionCheck> {
  return ipc.checkExpression(channel, expression);
}

/** Completions are a comfort: without them a value is typed. */
export async function suggestionsFor(field: string): Promise<Suggestion[]> {
  try {
    return await ipc.suggestions(field);
  } catch {
    return [];
  }
}
