// What the palette does with the selected cards and the picked accounts, as they are when it opens.
import { rulesWords } from '../board/drag';
import { askWhereTo, command } from '../board/selection/acts';
import { selectedOf } from '../board/selection/store';
import { poolsOf } from '../builder/accountItems';
import { landAccounts } from '../builder/acts';
import { accountsWords } from '../builder/drop';
import { shownChannel, useApp } from '../state/store';
import { picked } from '../tree/picked';
import type { Entry } from './rank';

export function ofSelection(): Entry[] {
  return [...ofRules(), ...ofAccounts()];
}

function entry(id: string, label: string, run: () => void, keys?: string): Entry {
  return { id, group: 'Commands', label, run, ...(keys === undefined ? {} : { keys }) };
}

function ofRules(): Entry[] {
  const rules = selectedOf(shownChannel(useApp.getState())?.rules ?? []);
  if (rules.length < 2) return [];
  const words = `${rulesWords(rules)} selected`;
  const act = (what: 'duplicate' | 'delete') => () => void command(rules, what);
  return [
    ...[true, false].flatMap((enabled) => {
      const some = rules.filter((rule) => rule.enabled === enabled);
      const label = `Turn ${enabled ? 'off' : 'on'}: ${words}`;
      return some.length === 0 ? [] : [entry(`switch ${enabled}`, label, () => void command(some, 'switch'), 'O')];
    }),
    entry('duplicate rules', `Duplicate: ${words}`, act('duplicate'), 'Ctrl+D'),
    entry('send rules', `Move or copy to a channel…: ${words}`, () => askWhereTo(rules), 'C'),
    entry('delete rules', `Delete: ${words}`, act('delete'), 'Del'),
  ];
}

function ofAccounts(): Entry[] {
  const { tree } = useApp.getState();
  const board = shownChannel(useApp.getState());
  const accounts = tree ? picked(tree) : [];
  if (accounts.length === 0 || !board) return [];
  const words = accountsWords(accounts);
  const pools = poolsOf(board);
  return [
    entry('new rule', `New rule for ${words}`, () => void landAccounts(accounts, { kind: 'between', before: null })),
    ...pools.rules.map(({ id, title }) =>
      entry(`pool ${id}`, `Add ${words} to the pool of “${title}”`, () => void landAccounts(accounts, { kind: 'card', rule: id })),
    ),
    ...(pools.fallback
      ? [entry('pool fallback', `Add ${words} to the fallback`, () => void landAccounts(accounts, { kind: 'fallback' }))]
      : []),
  ];
}
