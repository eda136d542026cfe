import type { Choice } from '../parts/Choices';
import { useFound } from '../parts/useFound';
import { findRows } from '../state/find';
import { sayFailure } from '../state/notice';
import { useApp } from '../state/store';
import { kindOf, NO_PARENT, type Tree } from './model';
import { isIn } from './view';

const MOST = 40;

/**
 * Accounts that answer what is typed, for a picker; the first of the tree while nothing is. Until the
 * answer to what is typed now is in, of the last one only those that answer to it by their names.
 */
export function useAccountChoices(query: string, only: 'agents' | 'all'): Choice[] {
  const tree = useApp((state) => state.tree);
  const asked = query.trim();
  const found = useFound(asked, tree, findRows, sayFailure);
  if (!tree) return [];
  const choices: Choice[] = [];
  for (const row of asked === '' ? tree.parent.keys() : (found?.answer ?? [])) {
    if (choices.length === MOST) break;
    if (only === 'agents' && kindOf(tree, row) !== 'agent') continue;
    if (asked === '' || asked === found?.asked || isIn(tree.name(row), asked)) choices.push(choiceOf(tree, row));
  }
  return choices;
}

function choiceOf(tree: Tree, row: number): Choice {
  const above = tree.parent[row] ?? NO_PARENT;
  const choice = { id: tree.id(row), label: tree.name(row) };
  return above === NO_PARENT ? choice : { ...choice, detail: tree.name(above) };
}
