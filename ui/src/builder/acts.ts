// What a drop does. The key commands and menus do the same.
import { type Named, rulesWords } from '../board/drag';
import { channelName } from '../board/words';
import { refusalWords } from '../book/problems';
import { edit, submit } from '../state/edit';
import { say, sayDone } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { kindOf } from '../tree/model';
import { openFallback, openNewRule } from './actions';
import { type ActionType, isFallbackType, withDropped } from './draft';
import { accountsWords, barredWords, type Carried, type Landing } from './drop';
import { asEdited, changeDraft, fallbackKey, useDrafts } from './drafts';

/** Puts accounts where they were dropped, all or none; says why where that cannot be. */
export async function landAccounts(accounts: readonly Carried[], landing: Landing): Promise<void> {
  const state = useApp.getState();
  const board = shownChannel(state);
  const { tree } = state;
  if (!board || !tree) return;
  const barred = barredWords(tree, asEdited(board), { kind: 'accounts', accounts }, landing);
  if (barred !== null) return say(`${barred}: nothing changed`);
  const ids = accounts.map(({ id }) => id);
  const words = accountsWords(accounts);
  switch (landing.kind) {
    case 'card': {
      const title = board.rules.find(({ id }) => id === landing.rule)?.title ?? '';
      if (addToDraft(landing.rule, ids)) return say(`Added ${words} to the pool in the editor of “${title}”`);
      return addToPool({ kind: 'rule', rule: landing.rule }, ids, `Added ${words} to “${title}”`);
    }
    case 'draft':
      if (addToDraft(landing.key, ids)) say(`Added ${words} to the pool of the new rule`);
      return;
    case 'fallback': {
      if (addToDraft(fallbackKey(board.id), ids)) return say(`Added ${words} to the pool in the editor of the fallback`);
      return addToPool({ kind: 'fallback', channel: board.id }, ids, `Added ${words} to the fallback`);
    }
    case 'type':
      return openNewRule(board.id, null, landing.type, ids);
    case 'between': {
      const row = ids.length === 1 ? tree.rowOf(ids[0] ?? '') : undefined;
      const isAgent = row !== undefined && kindOf(tree, row) === 'agent';
      return openNewRule(board.id, landing.before, isAgent ? 'specific_agent' : 'round_robin_pool', ids);
    }
    case 'tab':
  }
}

type PoolHolder = { kind: 'rule'; rule: string } | { kind: 'fallback'; channel: string };

async function addToPool(holder: PoolHolder, accounts: readonly string[], done: string): Promise<void> {
  const refused = await submit({ kind: 'add_to_pool', holder, accounts: [...accounts] });
  if (refused) say(refusalWords(refused));
  else sayDone(done);
}

/** While a card is open in its editor, what is dropped on it goes into the editor. */
function addToDraft(key: string, accounts: readonly string[]): boolean {
  const editing = useDrafts.getState().editing[key];
  if (!editing || editing.saving) return false;
  const { tree } = useApp.getState();
  const isAgent = (each: string) => {
    const row = tree?.rowOf(each);
    return tree !== null && row !== undefined && kindOf(tree, row) === 'agent';
  };
  changeDraft(key, { then: withDropped(editing.draft.then, accounts, isAgent) });
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

/** Moves rules, together, to the end of another channel, or leaves copies there. */
export async function sendRules(rules: readonly Named[], channel: string, copy: boolean): Promise<void> {
  const ids = rules.map(({ id }) => id);
  const done = await edit({ kind: copy ? 'copy_rules' : 'move_rules', rules: ids, channel, before: null });
  if (!done) return;
  const tab = useApp.getState().board?.channels.find(({ id }) => id === channel);
  const notes = useApp.getState().edits.notes.map(({ words }) => words);
  const where = tab ? `“${channelName(tab)}”` : 'the channel';
  sayDone([`${copy ? 'Copied' : 'Moved'} ${rulesWords(rules)} to ${where}`, ...notes].join('. '));
}

/** Copies rules of a channel to another place in it. */
export async function copyHere(channel: string, rules: readonly Named[], before: string | null): Promise<void> {
  const ids = rules.map(({ id }) => id);
  const [only] = ids;
  if (only === undefined) return;
  const done = await edit(
    ids.length === 1
      ? { kind: 'duplicate_rule', rule: only, channel, before }
      : { kind: 'copy_rules', rules: ids, channel, before },
  );
  if (done) sayDone(`Duplicated ${rulesWords(rules)}`);
}
