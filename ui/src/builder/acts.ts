// What a drop does. The key commands and menus do the same.
import { edit, submit } from '../state/edit';
import { refusalWords } from '../book/problems';
import { say, sayDone } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { kindOf } from '../tree/model';
import { openFallback, openNewRule } from './actions';
import { type ActionType, isFallbackType, withDropped } from './draft';
import { barredWords, type Dragged, type Landing } from './drop';
import { asEdited, changeDraft, fallbackKey, useDrafts } from './drafts';

/** Puts an account where it was dropped; says why where that cannot be. */
export async function landAccount(dragged: Extract<Dragged, { kind: 'account' }>, landing: Landing): Promise<void> {
  const state = useApp.getState();
  const board = shownChannel(state);
  const { tree } = state;
  if (!board || !tree) return;
  const barred = barredWords(tree, asEdited(board), dragged, landing);
  if (barred !== null) return say(`${barred}: nothing changed`);
  const { account, name } = dragged;
  switch (landing.kind) {
    case 'card': {
      const title = board.rules.find(({ id }) => id === landing.rule)?.title ?? '';
      if (addToDraft(landing.rule, account)) return say(`Added ${name} to the pool in the editor of “${title}”`);
      return addToPool({ kind: 'rule', rule: landing.rule }, account, `Added ${name} to “${title}”`);
    }
    case 'draft':
      if (addToDraft(landing.key, account)) say(`Added ${name} to the pool of the new rule`);
      return;
    case 'fallback': {
      if (addToDraft(fallbackKey(board.id), account)) return say(`Added ${name} to the pool in the editor of the fallback`);
      return addToPool({ kind: 'fallback', channel: board.id }, account, `Added ${name} to the fallback`);
    }
    case 'type':
      return openNewRule(board.id, null, landing.type, [account]);
    case 'between': {
      const row = tree.rowOf(account);
      const isAgent = row !== undefined && kindOf(tree, row) === 'agent';
      return openNewRule(board.id, landing.before, isAgent ? 'specific_agent' : 'round_robin_pool', [account]);
    }
  }
}

type PoolHolder = { kind: 'rule'; rule: string } | { kind: 'fallback'; channel: string };

async function addToPool(holder: PoolHolder, account: string, done: string): Promise<void> {
  const refused = await submit({ kind: 'add_to_pool', holder, accounts: [account] });
  if (refused) say(refusalWords(refused));
  else sayDone(done);
}

/** While a card is open in its editor, what is dropped on it goes into the editor. */
function addToDraft(key: string, account: string): boolean {
  const editing = useDrafts.getState().editing[key];
  if (!editing) return false;
  const { tree } = useApp.getState();
  const isAgent = (each: string) => {
    const row = tree?.rowOf(each);
    return tree !== null && row !== undefined && kindOf(tree, row) === 'agent';
  };
  changeDraft(key, { then: withDropped(editing.draft.then, [account], isAgent) });
  return true;
}

/** Makes the fallback of another kind; one that asks for agents opens to be given them. */
export async function landTypeOnFallback(type: ActionType): Promise<void> {
  const board = shownChannel(useApp.getState());
  if (!board) return;
  if (!isFallbackType(type)) return say('A fallback cannot be of this kind: nothing changed');
  const key = fallbackKey(board.id);
  if (type === 'round_robin_all' && !useDrafts.getState().editing[key]) {
    const taken = await edit({ kind: 'set_fallback', channel: board.id, fallback: { type: 'round_robin', pool: 'all' } });
    if (taken) sayDone('What no rule takes goes round all agents now');
    return;
  }
  await openFallback(board.id);
  const editing = useDrafts.getState().editing[key];
  if (editing) changeDraft(key, { then: { ...editing.draft.then, type } });
}

/** Moves a rule to the end of another channel, or leaves a copy there. */
export async function sendRule(rule: string, title: string, channel: string, copy: boolean): Promise<void> {
  const tab = useApp.getState().board?.channels.find(({ id }) => id === channel);
  const where = `“${tab?.name ?? 'Unnamed route'}”`;
  const done = copy
    ? await edit({ kind: 'duplicate_rule', rule, channel })
    : await edit({ kind: 'move_rule', rule, channel, before: null });
  if (!done) return;
  const notes = useApp.getState().edits.notes.map(({ words }) => words);
  sayDone([`${copy ? 'Copied' : 'Moved'} “${title}” to ${where}`, ...notes].join('. '));
}
