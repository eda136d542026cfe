// The lead's path through the tree: whom the present answer names, and the accounts above them.
import { ancestors, type Tree } from './model';

export type OnPath = 'agent' | 'above';

/** An offer to a whole brokerage would light everything: past this many, nobody stands out. */
const MOST = 24;

export function pathOf(tree: Tree, agents: readonly { account: string }[]): ReadonlyMap<number, OnPath> {
  const path = new Map<number, OnPath>();
  if (agents.length > MOST) return path;
  for (const { account } of agents) {
    const row = tree.rowOf(account);
    if (row === undefined) continue;
    for (const above of ancestors(tree, row)) if (!path.has(above)) path.set(above, 'above');
    path.set(row, 'agent');
  }
  return path;
}
