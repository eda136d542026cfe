import { useEffect, useState } from 'react';
import type { Choice } from '../parts/Choices';
import { findRows } from '../state/find';
import { sayFailure } from '../state/notice';
import { useApp } from '../state/store';
import { kindOf, NO_PARENT, type Tree } from './model';
import { fold } from './view';

const MOST = 40;

/** Accounts that answer what is typed, for a picker; the first of the tree while nothing is. */
export function useAccountChoices(query: string, only: 'agents' | 'all'): Choice[] {
  const tree = useApp((state) => state.tree);
  const [found, setFound] = useState<{ tree: Tree; asked: string; rows: Uint32Array } | null>(null);
  const asked = query.trim();
  useEffect(() => {
    if (!tree || asked === '') return;
    let newest = true;
    findRows(asked).then(
      (rows) => newest && setFound({ tree, asked, rows }),
      (cause: unknown) => newest && sayFailure(cause),
    );
    return () => {
      newest = false;
    };
  }, [tree, asked]);
  if (!tree) return [];
  const rows = asked === '' ? tree.parent.keys() : found?.tree === tree ? found.rows : [];
  const choices: Choice[] = [];
  // Until the answer to what is typed now is in, of the last one only what answers to it by its name:
  // Enter may come first.
  const words = asked === found?.asked ? [] : fold(asked).split(/\s+/u);
  for (const row of rows) {
    if (choices.length === MOST) break;
    if (only === 'agents' && kindOf(tree, row) !== 'agent') continue;
    const name = words.length > 0 ? fold(tree.name(row)) : '';
    if (words.every((word) => name.includes(word))) choices.push(choiceOf(tree, row));
  }
  return choices;
}

function choiceOf(tree: Tree, row: number): Choice {
  const above = tree.parent[row] ?? NO_PARENT;
  const choice = { id: tree.id(row), label: tree.name(row) };
  return above === NO_PARENT ? choice : { ...choice, detail: tree.name(above) };
}
