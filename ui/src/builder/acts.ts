// What a drop does. The key commands and menus do the same.
import { edit, submit } from '../state/edit';
import { refusalWords } from '../book/problems';
import { say, sayDone } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { kindOf } from '../tree/model';
import { openNewRule } from './actions';
import { barredWords, type Dragged, type Landing } from './drop';
import { changeDraft, fallbackKey, useDrafts } from './drafts';
import { withMembers } from './pool';

/** Puts an account where it was dropped; says why where that cannot be. */
export async function landAccount(dragged: Extract<Dragged, { kind: 'account' }>, landing: Landing): Promise<void> {
  const state = useApp.getState();
  const board = shownChannel(state);
  const { tree } = state;
  if (!board || !tree) return;
  const barred = barredWords(tree, board, dragged, landing);
  if (barred !== null) return say(`${barred}: nothing changed`);
  const { account, name } = dragged;
  switch (landing.kind) {
    case 'card': {
      const title = board.rules.find(({ id }) => id === landing.rule)?.title ?? '';
      if (addToDraft(landing.rule, account)) return say(`Added ${name} to the pool in the editor of “${title}”`);
      return addToPool({ kind: 'rule', rule: landing.rule }, account, `Added ${name} to “${title}”`);
    }
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
  const { then } = editing.draft;
  const members = withMembers(then.members, [account]);
  const type = then.type === 'first_to_claim' ? then.type : 'round_robin_pool';
  changeDraft(key, { then: { ...then, type, all: false, members } });
  return true;
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
