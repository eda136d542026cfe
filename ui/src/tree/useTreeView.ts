import { useMemo, useState } from 'react';
import { useApp } from '../state/store';
import { carriedOver } from './carry';
import { at, type Tree } from './model';
import type { Search } from './useSearch';
import { firstView, type Marks, reveal, type Shown, shown, type View } from './view';

interface Browse {
  tree: Tree;
  selected: number | undefined;
  view: View;
}

interface Hunt {
  tree: Tree;
  query: string;
  marks: Marks;
  view: View;
}

/** The tree's view state: one while browsing, and one for each answered search, with all of it open. */
export function useTreeView(tree: Tree, search: Search) {
  const account = useApp((state) => state.account);
  const selected = useMemo(() => (account === null ? undefined : tree.rowOf(account)), [tree, account]);

  const [kept, keepBrowse] = useState<Browse>(() => browseAt(tree, selected));
  const browse = following(inTree(kept, tree), selected);
  if (browse !== kept) keepBrowse(browse);

  const [keptHunt, keepHunt] = useState<Hunt | null>(null);
  const { marks, matches, answered } = search;
  const hunt = useMemo(
    () => marks && huntAfter(keptHunt, { tree, query: answered, marks }, matches?.[0] ?? 0),
    [keptHunt, tree, marks, matches, answered],
  );

  const view = hunt?.view ?? browse.view;
  const { open } = view;
  const lines: Shown = useMemo(() => shown(tree, open, marks), [tree, open, marks]);
  const setView = (next: View) => {
    if (hunt) keepHunt({ ...hunt, view: next });
    else keepBrowse({ ...browse, view: next });
  };
  return { view, setView, lines, selected };
}

function browseAt(tree: Tree, selected: number | undefined): Browse {
  return { tree, selected, view: firstView(tree, selected ?? 0) };
}

/** After a step that changed the tree, what was open stays open and the keyboard where it is. */
function inTree(browse: Browse, tree: Tree): Browse {
  if (browse.tree === tree) return browse;
  const { selected } = browse;
  const above = selected === undefined ? undefined : tree.rowOf(browse.tree.id(selected));
  return { tree, selected: above, view: carriedOver(browse.tree, browse.view, tree, above ?? 0) };
}

/** Shows where an account is when it was chosen elsewhere: on the board, by the palette, by a trace. */
function following(browse: Browse, selected: number | undefined): Browse {
  if (browse.selected === selected) return browse;
  const view = selected === undefined ? browse.view : reveal(browse.tree, browse.view, selected);
  return { ...browse, selected, view };
}

/**
 * The view of a search. Where hands have been in the one before, the keyboard stays on its account as
 * long as that still answers, to more of the same words or in a tree that has changed.
 */
function huntAfter(kept: Hunt | null, next: Omit<Hunt, 'view'>, first: number): Hunt {
  const { tree, query, marks } = next;
  if (kept?.marks === marks) return kept;
  if (kept && kept.tree !== tree && kept.query === query) {
    return { ...next, view: carriedOver(kept.tree, kept.view, tree, first) };
  }
  const stays = kept?.tree === tree && query.startsWith(kept.query) && at(marks, kept.view.active) === 2;
  const open = new Uint8Array(tree.size).fill(1);
  return { ...next, view: { open, active: stays ? kept.view.active : first } };
}
