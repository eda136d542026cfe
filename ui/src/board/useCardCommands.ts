import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { openNewRule, openRule } from '../builder/actions';
import type { RuleCard as Rule } from '../ipc';
import { isStillOn } from '../parts/focus';
import { everything, extended, ranged, type Selection, toggled } from '../state/selection';
import { shownChannel, useApp } from '../state/store';
import { type CardCommand, neighbour, type Pick } from './cardKeys';
import { besides, handleOf } from './focus';
import { askWhereTo, command } from './selection/acts';
import { deselect, meantBy, useSelection } from './selection/store';

/** What keys, clicks and menus do with a card. All callbacks keep their identity, so cards need not redraw. */
export function useCardCommands(list: RefObject<HTMLElement | null>, rules: readonly Rule[]) {
  const focusNext = useRef<{ rule: string | null; from: Element | null }>(null);
  // A moved card is a moved element, and a moved element loses the focus.
  useLayoutEffect(() => {
    const next = focusNext.current;
    focusNext.current = null;
    if (next && isStillOn(next.from)) handleOf(list.current, next.rule ?? '')?.focus();
  }, [list, rules]);

  const onCommand = useCallback((rule: Rule, what: CardCommand) => {
    const { channel } = useApp.getState();
    if (what === 'edit') return void openRule(rule.id);
    if (what === 'insert') {
      if (channel !== null) void openNewRule(channel, rule.id, 'round_robin_pool');
      return;
    }
    const present = shownRules();
    const meant = meantBy(present, rule.id);
    if (what === 'send') return askWhereTo(meant);
    const from = document.activeElement;
    if (command(meant, what)) focusNext.current = { rule: what === 'delete' ? besides(present, meant) : rule.id, from };
  }, []);

  const onWander = useCallback(
    (rule: Rule, key: string) => {
      const next = neighbour(shownRules(), rule.id, key);
      if (next !== null) handleOf(list.current, next)?.focus();
      return next !== null;
    },
    [list],
  );

  /** Answers whether there was something to select or to let go. */
  const onPick = useCallback(
    (rule: Rule, pick: Pick, key = '') => {
      if (pick === 'none' && useSelection.getState().chosen.size === 0) return false;
      const next = pick === 'extend' ? neighbour(shownRules(), rule.id, key) : null;
      if (pick === 'extend' && next === null) return true;
      pickCard(rule.id, pick, next ?? rule.id);
      handleOf(list.current, next ?? rule.id)?.focus({ preventScroll: pick !== 'extend' });
      return true;
    },
    [list],
  );
  return { onCommand, onWander, onPick };
}

function pickCard(rule: string, pick: Pick, next: string): void {
  const now: Selection<string> = useSelection.getState();
  const order = shownRules().map(({ id }) => id);
  switch (pick) {
    case 'only':
      return useSelection.setState({ chosen: new Set([rule]), anchor: rule });
    case 'toggle':
      return useSelection.setState(toggled(now, rule));
    case 'range':
      return useSelection.setState(ranged(order, now, rule));
    case 'extend':
      return useSelection.setState(extended(order, now, rule, next));
    case 'all':
      return useSelection.setState(everything(order, rule));
    case 'none':
      return deselect();
  }
}

function shownRules(): readonly Rule[] {
  return shownChannel(useApp.getState())?.rules ?? [];
}
