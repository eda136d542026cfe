import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { accountItems } from '../builder/accountItems';
import { useTreeDrag } from '../builder/useTreeDrag';
import { MenuList } from '../parts/Menu';
import { showAccount } from '../state/show';
import { useApp } from '../state/store';
import { at, NO_PARENT, type Tree } from './model';
import { pathOf } from './path';
import { carriedFrom, usePicked } from './picked';
import { Row } from './Row';
import css from './TreeView.module.css';
import { useClicks } from './useClicks';
import { useKeys } from './useKeys';
import type { Search } from './useSearch';
import { useTreeView } from './useTreeView';
import { useWindow } from './useWindow';
import { canOpen, indexOf, type Shown } from './view';
import { ROW_HEIGHT, scrolledTo } from './window';

export interface TreeViewHandle {
  /** Moves the keyboard into the tree, onto the first match of a search. */
  enter: () => void;
}

interface Props {
  tree: Tree;
  search: Search;
  /** The keyboard leaves at the top. */
  onLeave: () => void;
  ref: Ref<TreeViewHandle>;
}

export function TreeView({ tree, search, onLeave, ref }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { view, setView, lines, selected } = useTreeView(tree, search);
  const { rows } = lines;
  const active = indexOf(rows, view.active);
  const { start, end } = useWindow(scroller, rows.length);
  // Follows the keyboard and what was chosen elsewhere, never the wheel.
  useLayoutEffect(() => {
    const list = scroller.current;
    if (list && active !== -1) list.scrollTop = scrolledTo(active, list.scrollTop, list.clientHeight);
  }, [active, search.marks]);

  const { setNodeRef, onPointerDown } = useTreeDrag();
  const picked = usePicked((state) => state.chosen);
  const [menu, setMenu] = useState<{ row: number; at: DOMRect } | null>(null);
  const agents = useApp((state) => state.simulation?.agents);
  const path = useMemo(() => pathOf(tree, agents ?? []), [tree, agents]);
  const show = (row: number) => void showAccount(tree.id(row));
  const keys = useKeys({ tree, view, marks: search.marks, rows, setView, show });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const at = document.getElementById(rowId(view.active))?.getBoundingClientRect();
      if (at) setMenu({ row: view.active, at });
    } else if (event.key === 'ArrowUp' && active <= 0) {
      onLeave();
    } else if (keys(event)) {
      // It was the tree's.
    } else if (event.key === 'Escape' && search.query !== '') {
      search.setQuery('');
      onLeave();
    } else return;
    event.preventDefault();
  };
  const { onClick, onContextMenu } = useClicks({
    tree,
    view,
    marks: search.marks,
    rows,
    setView,
    show,
    menu: (row, at) => setMenu({ row, at }),
  });
  useImperativeHandle(ref, () => ({
    enter: () => {
      const first = search.matches?.[0];
      if (first !== undefined) setView({ ...view, active: first });
      scroller.current?.focus();
    },
  }));

  return (
    <>
      <div
        ref={(element) => {
          scroller.current = element;
          setNodeRef(element);
        }}
        role="tree"
        aria-label="Accounts"
        aria-multiselectable
        aria-activedescendant={active >= start && active < end ? rowId(view.active) : undefined}
        tabIndex={0}
        data-entry
        className={css.tree}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        <div role="presentation" className={css.rows} style={{ height: rows.length * ROW_HEIGHT }}>
          {Array.from(rows.subarray(start, end), (row, step) => {
            const index = start + step;
            return (
              <Row
                key={row}
                id={rowId(row)}
                tree={tree}
                row={row}
                top={index * ROW_HEIGHT}
                place={at(lines.place, index)}
                siblings={siblingsOf(tree, lines, row)}
                open={canOpen(tree, search.marks, row) ? at(view.open, row) === 1 : null}
                active={row === view.active}
                shown={row === selected}
                picked={picked.has(row)}
                path={path.get(row) ?? null}
                query={search.marks && at(search.marks, row) === 2 ? search.answered : ''}
              />
            );
          })}
        </div>
      </div>
      {menu && (
        <MenuList
          label={`Actions for ${tree.name(menu.row)}`}
          items={() => accountItems(tree, carriedFrom(tree, menu.row))}
          anchor={() => menu.at}
          onBack={() => scroller.current?.focus()}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

function rowId(row: number): string {
  return `account-${row}`;
}

function siblingsOf(tree: Tree, lines: Shown, row: number): number {
  const above = at(tree.parent, row);
  return at(lines.children, above === NO_PARENT ? tree.size : above);
}
