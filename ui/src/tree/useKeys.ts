import { type KeyboardEvent, useRef } from 'react';
import { everything, extended, NONE, ranged, toggled } from '../state/selection';
import type { Tree } from './model';
import { usePicked } from './picked';
import { afterKey, type Marks, matchesOf, typeAhead, type View } from './view';

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
  const typed = useRef({ text: '', at: -SPELLING_PAUSE });
  return (event) => {
    // Any other key ends the name that is spelled.
    if (event.key.length !== 1 && event.key !== 'Shift') typed.current = { text: '', at: -SPELLING_PAUSE };
    const pause = event.timeStamp - typed.current.at;
    // Between the words of a name a space is a letter.
    const spelling = pause < SPELLING_PAUSE && event.key === ' ' && !event.shiftKey;
    if (!spelling && pick(event, view.active, rows, marks)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Enter') {
      show(view.active);
      return true;
    }
    const next = afterKey(tree, view, marks, rows, event.key);
    if (next) {
      if (event.shiftKey && REACHING.has(event.key)) {
        usePicked.setState(extended(rows, usePicked.getState(), view.active, next.active));
      }
      setView(next);
      return true;
    }
    if (event.key.length !== 1 || (RESERVED.has(event.key) && !spelling)) return false;
    const text = pause < SPELLING_PAUSE ? typed.current.text + event.key : event.key;
    typed.current = { text, at: event.timeStamp };
    const found = typeAhead(tree, rows, view.active, text);
    if (found !== -1) setView({ ...view, active: found });
    return true;
  };
}

/** With Shift, these take what they pass over into the selection. */
const REACHING = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp']);

/** Space picks, Shift+Space as far as here, Ctrl+A everything in sight or all that was found, Escape lets go. */
function pick(event: KeyboardEvent, active: number, rows: Uint32Array, marks: Marks | null): boolean {
  const now = usePicked.getState();
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return false;
  if (event.key === ' ') usePicked.setState(event.shiftKey ? ranged(rows, now, active) : toggled(now, active));
  else if (command && event.key.toLowerCase() === 'a') {
    usePicked.setState(everything(marks ? matchesOf(rows, marks) : rows, active));
  } else if (event.key === 'Escape' && now.chosen.size > 0) usePicked.setState(NONE);
  else return false;
  return true;
}
