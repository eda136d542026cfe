// The accounts that hands hold together, by their rows: dragged or added at once. Beside them one
// account is shown on the board, which need not be among them.
import { create } from 'zustand';
import type { Carried } from '../builder/drop';
import { NONE, type Selection } from '../state/selection';
import { useApp } from '../state/store';
import type { Tree } from './model';

export const usePicked = create<Selection<number>>()(() => NONE);

// A new tree mostly is the old one with other counts: rows that still are the same account stay.
useApp.subscribe(({ tree }, { tree: before }) => {
  if (tree === before) return;
  const { chosen, anchor } = usePicked.getState();
  if (chosen.size === 0 && anchor === null) return;
  const isSame = (row: number) => tree !== null && before !== null && row < tree.size && tree.id(row) === before.id(row);
  usePicked.setState({
    chosen: new Set([...chosen].filter(isSame)),
    anchor: anchor !== null && isSame(anchor) ? anchor : null,
  });
});

/** What goes along where a row is carried off: all that are picked where it is one of them, else it alone. */
export function carriedFrom(tree: Tree, row: number): Carried[] {
  const { chosen } = usePicked.getState();
  return chosen.has(row) ? picked(tree) : [{ id: tree.id(row), name: tree.name(row) }];
}

/** The picked accounts in the tree's order. */
export function picked(tree: Tree): Carried[] {
  const rows = Array.from(usePicked.getState().chosen).toSorted((one, two) => one - two);
  return rows.map((row) => ({ id: tree.id(row), name: tree.name(row) }));
}

export function dropPicked(): void {
  usePicked.setState(NONE);
}
