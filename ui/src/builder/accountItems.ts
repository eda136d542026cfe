import type { ActionView, ChannelBoard, RuleCard } from '../ipc';
import type { MenuItem } from '../parts/Menu';
import { showDialog } from '../state/notice';
import { showAccount } from '../state/show';
import { shownChannel, useApp } from '../state/store';
import { kindOf, type Tree } from '../tree/model';
import { landAccounts } from './acts';
import type { Carried } from './drop';
import { useDrag } from './useDrag';

/** Beyond these, the palette finds the rule by its name. */
const MOST_RULES = 8;

/** What can be done with accounts of the tree: by menu what dragging does, and more. */
export function accountItems(tree: Tree, accounts: readonly Carried[]): MenuItem[] {
  const [only] = accounts;
  if (!only) return [];
  const single = accounts.length === 1;
  const row = tree.rowOf(only.id);
  const isAgent = single && row !== undefined && kindOf(tree, row) === 'agent';
  const agent = { id: only.id, name: only.name };
  const show: MenuItem = { label: 'Show on the board', keys: 'Enter', run: () => void showAccount(only.id) };
  return [
    ...(single ? [show] : []),
    ...poolItems(accounts),
    ...(isAgent
      ? [
          { label: 'Replace everywhere…', parted: true, run: () => showDialog({ of: 'replace-agent', agent }) },
          { label: 'Leaves…', run: () => showDialog({ of: 'departure', agent }) },
        ]
      : []),
  ];
}

/** What of a channel has a pool to add to; those over all agents have everybody already. */
export function poolsOf(board: ChannelBoard): { rules: readonly RuleCard[]; fallback: boolean } {
  const takes = ({ kind }: ActionView) => kind !== 'custom' && kind !== 'round_robin_all';
  return { rules: board.rules.filter(({ then }) => takes(then)), fallback: takes(board.fallback.then) };
}

/** Into a pool of the shown channel, the rule the keyboard was on last before the others. */
function poolItems(accounts: readonly Carried[]): MenuItem[] {
  const board = shownChannel(useApp.getState());
  if (!board) return [];
  const { rule: last } = useDrag.getState();
  const pools = poolsOf(board);
  const rules = [...pools.rules.filter(({ id }) => id === last), ...pools.rules.filter(({ id }) => id !== last)];
  return [
    {
      label: `New rule for ${accounts.length === 1 ? 'it' : 'them'}`,
      keys: 'Ctrl+Shift+Enter',
      parted: accounts.length === 1,
      run: () => void landAccounts(accounts, { kind: 'between', before: null }),
    },
    ...rules.slice(0, MOST_RULES).map(({ id, title }, place) => ({
      label: `Into the pool of “${title}”`,
      ...(id === last ? { keys: 'Ctrl+Enter' } : {}),
      parted: place === 0,
      run: () => void landAccounts(accounts, { kind: 'card', rule: id }),
    })),
    ...(pools.fallback ? [{ label: 'Into the fallback', run: () => void landAccounts(accounts, { kind: 'fallback' }) }] : []),
  ];
}
