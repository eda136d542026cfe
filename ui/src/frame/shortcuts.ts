// Every key command of the window, in one table: the dialog lists it and the window acts on it.
import type { State } from '../state/store';

export type Shortcut = 'zoom-in' | 'zoom-out' | 'zoom-normal' | 'find-rules' | 'board' | 'review' | 'history' | 'palette' | 'undo' | 'redo' | 'shortcuts' | 'find' | 'next-column' | 'previous-column';

export interface Keys {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** The size can be changed always, the rest once there is something to work on and no dialog over it. */
export function isOpenTo(shortcut: Shortcut, { phase, dialog }: Pick<State, 'phase' | 'dialog'>): boolean {
  if (shortcut.startsWith('zoom')) return true;
  return phase === 'open' && (dialog === null || (dialog === 'palette' && shortcut === 'palette'));
}

/** What a key press asks of the window; `typing` while the focus is in a text field or a form. */
export function shortcutFor(keys: Keys, typing: boolean): Shortcut | null {
  const command = keys.ctrlKey || keys.metaKey;
  const key = keys.key.toLowerCase();
  if (keys.altKey) return null;
  if (command && key === 'k') return 'palette';
  if (command && (key === '+' || key === '=')) return 'zoom-in';
  if (command && (key === '-' || key === '_')) return 'zoom-out';
  if (command && key === '0') return 'zoom-normal';
  if (command && key === 'f') return keys.shiftKey ? 'find' : 'find-rules';
  if (command && key === '1') return 'board';
  if (command && key === '2') return 'review';
  if (command && key === '3') return 'history';
  if (key === 'f6') return keys.shiftKey ? 'previous-column' : 'next-column';
  if (typing) return null;
  if (command && key === 'z') return keys.shiftKey ? 'redo' : 'undo';
  if (command && key === 'y') return 'redo';
  if (command) return null;
  if (key === '?') return 'shortcuts';
  if (key === '/') return 'find';
  return null;
}

export const GROUPS: { title: string; keys: { press: string[]; does: string }[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      { press: ['Ctrl+K'], does: 'Search or run a command' },
      { press: ['Ctrl+F'], does: 'Find in the rules' },
      { press: ['Ctrl+Shift+F', '/'], does: 'Find an account' },
      { press: ['Ctrl+Z'], does: 'Undo' },
      { press: ['Ctrl+Shift+Z', 'Ctrl+Y'], does: 'Redo' },
      { press: ['Ctrl+1', 'Ctrl+2', 'Ctrl+3'], does: 'Board, Review or History' },
      { press: ['F6', 'Shift+F6'], does: 'Next or previous column' },
      { press: ['Ctrl++', 'Ctrl+-', 'Ctrl+0'], does: 'Larger, smaller, normal size' },
      { press: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'Accounts',
    keys: [
      { press: ['↑', '↓'], does: 'Move' },
      { press: ['→', '←'], does: 'Open or close, then into or out' },
      { press: ['Home', 'End'], does: 'First or last' },
      { press: ['*'], does: 'Open all beside this one' },
      { press: ['Enter'], does: 'Show on the board' },
      { press: ['Space', 'Ctrl+click'], does: 'Select it with others' },
      { press: ['Shift+↑', 'Shift+↓'], does: 'Select as far as the next' },
      { press: ['Ctrl+A', 'Esc'], does: 'Select all or all found, or let them go' },
      { press: ['Ctrl+Enter'], does: 'Add the selected, or this one, to the pool of the last rule' },
      { press: ['Ctrl+Shift+Enter'], does: 'New rule for them' },
      { press: ['Shift+F10'], does: 'Open its menu' },
      { press: ['A–Z'], does: 'Jump to a name' },
    ],
  },
  {
    title: 'Channels',
    keys: [
      { press: ['←', '→'], does: 'Previous or next channel' },
      { press: ['F2'], does: 'Rename' },
      { press: ['Ctrl+D'], does: 'Duplicate' },
      { press: ['Shift+F10'], does: 'Open its menu' },
      { press: ['Delete'], does: 'Delete' },
    ],
  },
  {
    title: 'Rules',
    keys: [
      { press: ['↑', '↓'], does: 'Next or previous rule' },
      { press: ['Alt+↑', 'Alt+↓'], does: 'Move the rule up or down' },
      { press: ['Alt+Home', 'Alt+End'], does: 'Move it to the top or bottom' },
      { press: ['Space'], does: 'Pick it up; arrows carry, Space drops, Esc cancels' },
      { press: ['X', 'Ctrl+click'], does: 'Select it with others; keys then act on all' },
      { press: ['Shift+↑', 'Shift+↓'], does: 'Select as far as the next' },
      { press: ['Ctrl+A', 'Esc'], does: 'Select all, or let them go' },
      { press: ['C'], does: 'Move or copy to another channel' },
      { press: ['O'], does: 'Turn off or on' },
      { press: ['Ctrl+D'], does: 'Duplicate' },
      { press: ['Delete'], does: 'Delete' },
      { press: ['Enter', 'E'], does: 'Edit in place; Ctrl+Enter saves, Esc gives up' },
      { press: ['N'], does: 'New rule above' },
      { press: ['M'], does: 'Open its menu' },
    ],
  },
  {
    title: 'Leads',
    keys: [
      { press: ['←', '→'], does: 'Previous or next lead' },
      { press: ['Home', 'End'], does: 'First or last' },
    ],
  },
];
