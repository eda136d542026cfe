import { useEffect } from 'react';
import { say } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { carriedFrom } from '../tree/picked';
import { landAccounts } from './acts';
import { useDrag } from './useDrag';

/**
 * Keys in the tree for what dragging does: Ctrl+Enter adds the picked accounts, or the one the
 * keyboard is on, to the pool of the rule the keyboard was on last, Ctrl+Shift+Enter makes a rule.
 */
export function useTreeCommands(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const tree = event.target instanceof Element ? event.target.closest('[role="tree"]') : null;
      if (!tree || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      const row = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.dataset.row;
      if (row === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      addByKey(Number(row), event.shiftKey);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

function addByKey(row: number, anew: boolean): void {
  const { tree } = useApp.getState();
  const board = shownChannel(useApp.getState());
  if (!tree) return;
  if (!board) return say('No channel is shown that it could be added to');
  const accounts = carriedFrom(tree, row);
  if (anew) return void landAccounts(accounts, { kind: 'between', before: null });
  const { rule } = useDrag.getState();
  const present = board.rules.find(({ id }) => id === rule);
  if (!present) return say('Go to a rule’s card first; Ctrl+Enter here then adds to its pool');
  void landAccounts(accounts, { kind: 'card', rule: present.id });
}
