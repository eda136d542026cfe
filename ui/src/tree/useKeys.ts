import { type KeyboardEvent, useRef } from 'react';
import type { Tree } from './model';
import { afterKey, type Marks, typeAhead, type View } from './view';

/** Letters typed within this time of each other spell one name. */
const SPELLING_PAUSE = 700;
const RESERVED = new Set(['?', '/', '*', ' ']);

interface Keyboard {
  tree: Tree;
  view: View;
  marks: Marks | null;
  rows: Uint32Array;
  setView: (view: View) => void;
  show: (row: number) => void;
}

/** Answers whether the key was the tree's. */
export function useKeys({ tree, view, marks, rows, setView, show }: Keyboard): (event: KeyboardEvent) => boolean {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Enter' || event.key === ' ') {
      show(view.active);
      return true;
    }
    const next = afterKey(tree, view, marks, rows, event.key);
    if (next) {
      setView(next);
      return true;
    }
    if (event.key.length !== 1 || RESERVED.has(event.key)) return false;
    const pause = event.timeStamp - typed.current.at;
    const text = pause < SPELLING_PAUSE ? typed.current.text + event.key : event.key;
    typed.current = { text, at: event.timeStamp };
    const found = typeAhead(tree, rows, view.active, text);
    if (found !== -1) setView({ ...view, active: found });
    return true;
  };
}
