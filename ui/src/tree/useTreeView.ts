import { useMemo, useState } from 'react';
import { useApp } from '../state/store';
import type { Tree } from './model';
import type { Search } from './useSearch';
import { firstView, type Marks, reveal, type Shown, shown, type View } from './view';

interface Browse {
  tree: Tree;
  selected: number | undefined;
  view: View;
}

interface Hunt {
  marks: Marks;
  view: View;
}

/** The tree's view state: one while browsing, and one for each answered search, with all of it open. */
export function useTreeView(tree: Tree, search: Search) {
  const account = useApp((state) => state.account);
  const selected = useMemo(() => (account === null ? undefined : tree.rowOf(account)), [tree, account]);

  const [kept, keepBrowse] = useState<Browse>(() => browseAt(tree, selected));
  const browse = kept.tree === tree ? following(kept, selected) : browseAt(tree, selected);
  if (browse !== kept) keepBrowse(browse);

  const { marks, matches } = search;
  const newHunt = useMemo(() => marks && { marks, view: huntView(tree, matches?.[0] ?? 0) }, [tree, marks, matches]);
  const [keptHunt, keepHunt] = useState<Hunt | null>(null);
  const hunt = keptHunt?.marks === marks ? keptHunt : newHunt;

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

/** Shows where an account is when it was chosen elsewhere: on the board, by the palette, by a trace. */
function following(browse: Browse, selected: number | undefined): Browse {
  if (browse.selected === selected) return browse;
  const view = selected === undefined ? browse.view : reveal(browse.tree, browse.view, selected);
  return { ...browse, selected, view };
}

function huntView(tree: Tree, active: number): View {
  return { open: new Uint8Array(tree.size).fill(1), active };
}
