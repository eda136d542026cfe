import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { openNewRule, openRule } from '../builder/actions';
import type { RuleCard as Rule } from '../ipc';
import { edit } from '../state/edit';
import { say, sayDone } from '../state/notice';
import { shownChannel, useApp } from '../state/store';
import { type CardCommand, editOf, neighbour } from './cardKeys';
import { placeInWords } from './drag';

/** What keys and menus do with a card. Both callbacks keep their identity, so cards need not redraw. */
export function useCardCommands(list: RefObject<HTMLElement | null>, rules: readonly Rule[]) {
  const focusNext = useRef<string | null>(null);
  // A moved card is a moved element, and a moved element loses the focus.
  useLayoutEffect(() => {
    if (focusNext.current !== null) handleOf(list.current, focusNext.current)?.focus();
    focusNext.current = null;
  }, [list, rules]);

  const onCommand = useCallback((rule: Rule, command: CardCommand) => {
    if (command === 'edit') {
      void openRule(rule.id);
      return;
    }
    const { channel } = useApp.getState();
    if (command === 'insert') {
      if (channel !== null) void openNewRule(channel, rule.id, 'round_robin_pool');
      return;
    }
    const present = shownRules();
    const change = editOf(present, rule, command);
    if (!change) return;
    const after = neighbour(present, rule.id, 'ArrowDown') ?? neighbour(present, rule.id, 'ArrowUp');
    focusNext.current = command === 'delete' ? after : rule.id;
    void edit(change);
    if (command === 'delete') sayDone(`Deleted “${rule.title}”`);
    else if (command === 'duplicate') sayDone(`Duplicated “${rule.title}”`);
    else if (command === 'switch') say(`Turned ${rule.enabled ? 'off' : 'on'} “${rule.title}”`);
    else {
      const place = shownRules().findIndex(({ id }) => id === rule.id);
      say(`Moved “${rule.title}” to ${placeInWords(present, rule.id, place)}`);
    }
  }, []);

  const onWander = useCallback(
    (rule: Rule, key: string) => {
      const next = neighbour(shownRules(), rule.id, key);
      if (next !== null) handleOf(list.current, next)?.focus();
      return next !== null;
    },
    [list],
  );
  return { onCommand, onWander };
}

function shownRules(): readonly Rule[] {
  return shownChannel(useApp.getState())?.rules ?? [];
}

function handleOf(list: HTMLElement | null, rule: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(rule)}"] [data-handle]`) ?? null;
}
