// What a key on a rule card does. One table for the keyboard, the card's menu and the selection bar.
import type { Edit, RuleCard } from '../ipc';
import { moveBefore } from './edits';

export type CardCommand = 'edit' | 'up' | 'down' | 'top' | 'bottom' | 'duplicate' | 'send' | 'insert' | 'switch' | 'delete';

export interface CardKeys {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

export function commandOf({ key, altKey, ctrlKey, metaKey }: CardKeys): CardCommand | null {
  if (ctrlKey || metaKey) return !altKey && key.toLowerCase() === 'd' ? 'duplicate' : null;
  if (altKey) {
    switch (key) {
      case 'ArrowUp':
        return 'up';
      case 'ArrowDown':
        return 'down';
      case 'Home':
        return 'top';
      case 'End':
        return 'bottom';
      default:
        return null;
    }
  }
  switch (key.toLowerCase()) {
    case 'delete':
      return 'delete';
    case 'c':
      return 'send';
    case 'e':
      return 'edit';
    case 'n':
      return 'insert';
    case 'o':
      return 'switch';
    default:
      return null;
  }
}

/** What a click or key makes of the selection. `extend` goes on to the rule the key leads to. */
export type Pick = 'only' | 'toggle' | 'range' | 'extend' | 'all' | 'none';

export function pickOf({ key, altKey, ctrlKey, metaKey, shiftKey }: CardKeys): Pick | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? 'all' : null;
  if (shiftKey && ['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return 'extend';
  if (key === 'Escape') return 'none';
  return key.toLowerCase() === 'x' ? 'toggle' : null;
}

export function pickOfClick({ ctrlKey, metaKey, shiftKey }: Omit<CardKeys, 'key' | 'altKey'>): Pick {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : 'only';
}

/** The rule the keyboard goes to from `rule`, for the arrow keys, Home and End. */
export function neighbour(rules: readonly { id: string }[], rule: string, key: string): string | null {
  const here = rules.findIndex((card) => card.id === rule);
  const to = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: rules.length - 1 }[key];
  return to === undefined ? null : (rules[to]?.id ?? null);
}

/** The edit a command on one or more rules stands for, or `null` where it changes nothing of itself. */
export function editOf(
  channel: string,
  rules: readonly RuleCard[],
  meant: readonly RuleCard[],
  command: CardCommand,
): Edit | null {
  const ids = meant.map(({ id }) => id);
  const [only] = ids;
  if (only === undefined) return null;
  const moving = new Set(ids);
  const first = rules.findIndex(({ id }) => moving.has(id));
  const last = rules.findLastIndex(({ id }) => moving.has(id));
  const idAt = (place: number) => rules[place]?.id ?? null;
  switch (command) {
    case 'up':
      return moveBefore(channel, rules, moving, idAt(Math.max(first - 1, 0)));
    case 'down':
      return moveBefore(channel, rules, moving, idAt(last + 2));
    case 'top':
      return moveBefore(channel, rules, moving, idAt(0));
    case 'bottom':
      return moveBefore(channel, rules, moving, null);
    case 'edit':
    case 'insert':
    case 'send':
      return null;
    case 'duplicate':
      if (ids.length === 1) return { kind: 'duplicate_rule', rule: only };
      return { kind: 'copy_rules', rules: ids, channel, before: idAt(last + 1) };
    case 'switch': {
      const enabled = !meant.some((rule) => rule.enabled);
      if (ids.length === 1) return { kind: 'set_rule_enabled', rule: only, enabled };
      return { kind: 'set_rules_enabled', rules: ids, enabled };
    }
    case 'delete':
      return ids.length === 1 ? { kind: 'delete_rule', rule: only } : { kind: 'delete_rules', rules: ids };
  }
}
