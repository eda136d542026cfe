// What was open in a tree, and the row the keyboard is on, taken over into the tree after it. Pure; one
// pass over the rows, and no text is decoded but of accounts with others below them that have moved.
import { at, hasChildren, type Tree } from './model';
import { isSmall, reveal, type View } from './view';

/** By the accounts' ids. `otherwise` is the row for the keyboard where its account is gone. */
export function carriedOver(before: Tree, view: View, tree: Tree, otherwise: number): View {
  const open = new Uint8Array(tree.size);
  const moved: number[] = [];
  for (let row = 0; row < tree.size; row += 1) {
    if (!hasChildren(tree, row)) continue;
    if (isSame(before, tree, row)) open[row] = at(view.open, row);
    else moved.push(row);
  }
  if (moved.length > 0) {
    const known = openIds(before, view);
    for (const row of moved) open[row] = known.get(tree.id(row)) ?? (isSmall(tree) ? 1 : 0);
  }
  const active = isSame(before, tree, view.active) ? view.active : tree.rowOf(before.id(view.active));
  return reveal(tree, { open, active: active ?? otherwise }, active ?? otherwise);
}

/** Mostly a new tree is the old one with other counts. */
function isSame(before: Tree, tree: Tree, row: number): boolean {
  return row < before.size && row < tree.size && tree.columns.ids.equals(row, before.columns.ids.at(row));
}

function openIds(tree: Tree, { open }: View): Map<string, number> {
  const known = new Map<string, number>();
  for (let row = 0; row < tree.size; row += 1) if (hasChildren(tree, row)) known.set(tree.id(row), at(open, row));
  return known;
}
