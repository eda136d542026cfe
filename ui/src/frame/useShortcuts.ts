import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { redo, undo } from '../state/edit';
import { zoomBy, zoomToNormal } from '../state/look';
import { showDialog, showView } from '../state/notice';
import { useApp } from '../state/store';
import { isOpenTo, type Shortcut, shortcutFor } from './shortcuts';

/** The window's own keys; the tree and the board handle theirs. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutFor(event, isTyping(event.target));
      if (shortcut === null || !isOpenTo(shortcut, useApp.getState())) return;
      event.preventDefault();
      run(shortcut);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function run(shortcut: Shortcut): void {
  switch (shortcut) {
    case 'zoom-in':
      return zoomBy(1);
    case 'zoom-out':
      return zoomBy(-1);
    case 'zoom-normal':
      return zoomToNormal();
    case 'palette':
      return showDialog(useApp.getState().dialog === 'palette' ? null : 'palette');
    case 'shortcuts':
    case 'find-rules':
      return showDialog(shortcut);
    case 'board':
    case 'review':
    case 'history':
      return showView(shortcut);
    case 'undo':
      return void undo();
    case 'redo':
      return void redo();
    case 'find':
      flushSync(() => showView('board'));
      return document.querySelector<HTMLElement>('[data-column="tree"] input[type="search"]')?.focus();
    case 'next-column':
      return focusColumn(1);
    case 'previous-column':
      return focusColumn(-1);
  }
}

/** Each column says by `data-entry` where the keyboard enters it. */
function focusColumn(by: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')];
  const here = columns.findIndex((column) => column.contains(document.activeElement));
  const from = here === -1 && by === -1 ? 0 : here;
  const column = columns[(from + by + columns.length) % columns.length];
  const entry = column?.querySelector<HTMLElement>('[data-entry]');
  (entry ?? column?.querySelector<HTMLElement>('button:not(:disabled), input, textarea'))?.focus();
}

/** Among what is not saved yet, too, undo would take back something else. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, form') !== null;
}
