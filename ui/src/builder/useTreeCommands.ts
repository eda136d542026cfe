import { useEffect } from 'react';
import { say } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { landAccount } from './acts';
import { useDrag } from './useDrag';

/**
 * Keys in the tree for what dragging does: Ctrl+Enter adds the account to the pool of the rule the
 * keyboard was on last, Ctrl+Shift+Enter makes a rule for it.
 */
export function useTreeCommands(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const tree = event.target instanceof Element ? event.target.closest('[role="tree"]') : null;
      if (!tree || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      const row = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
      const account = row?.dataset.account;
      if (account === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      addByKey(account, event.shiftKey);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

function addByKey(account: string, anew: boolean): void {
  const { tree } = useApp.getState();
  const board = shownChannel(useApp.getState());
  const row = tree?.rowOf(account);
  if (!tree || row === undefined) return;
  if (!board) return say('No channel is shown that it could be added to');
  const dragged = { kind: 'account' as const, account, name: tree.name(row) };
  if (anew) return void landAccount(dragged, { kind: 'between', before: null });
  const { rule } = useDrag.getState();
  const present = board.rules.find(({ id }) => id === rule);
  if (!present) return say('Go to a rule’s card first; Ctrl+Enter here then adds to its pool');
  void landAccount(dragged, { kind: 'card', rule: present.id });
}
