import type { MouseEvent } from 'react';
import { NONE, ranged, toggled } from '../state/selection';
import type { Tree } from './model';
import { usePicked } from './picked';
import { canOpen, type Marks, toggle, type View } from './view';

interface Pointer {
  tree: Tree;
  view: View;
  marks: Marks | null;
  rows: Uint32Array;
  setView: (view: View) => void;
  show: (row: number) => void;
  menu: (row: number, at: DOMRect) => void;
}

/** A click shows an account, with Ctrl it picks it, with Shift all up to it; the arrow and a second click open it. */
export function useClicks({ tree, view, marks, rows, setView, show, menu }: Pointer) {
  const onClick = (event: MouseEvent) => {
    const { row, twist } = struck(event.target);
    if (row === null) return;
    if (twist || (event.detail === 2 && canOpen(tree, marks, row))) return setView(toggle(view, row));
    setView({ ...view, active: row });
    const now = usePicked.getState();
    if (event.shiftKey) usePicked.setState(ranged(rows, now, row));
    else if (event.ctrlKey || event.metaKey) usePicked.setState(toggled(now, row));
    else {
      usePicked.setState({ ...NONE, anchor: row });
      show(row);
    }
  };
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const { row } = struck(event.target);
    // A key that asks for it is heard with the other keys, where the row is known.
    if (row === null || event.button !== 2) return;
    setView({ ...view, active: row });
    const open = () => menu(row, new DOMRect(event.clientX, event.clientY));
    // Some systems ask as the button goes down; going up, it would close the menu again.
    if (event.buttons === 0) open();
    else window.addEventListener('pointerup', () => setTimeout(open), { once: true });
  };
  return { onClick, onContextMenu };
}

/** The row under a click, and whether it hit the arrow. */
function struck(target: EventTarget): { row: number | null; twist: boolean } {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (!line || !(target instanceof Element)) return { row: null, twist: false };
  return { row: Number(line.dataset.row), twist: target.closest('[data-twist]') !== null };
}
