// What a key on a rule card does. One table for the keyboard and the card's menu.
import type { Edit, RuleCard } from '../ipc';
import { moveTo } from './edits';

export type CardCommand = 'edit' | 'up' | 'down' | 'top' | 'bottom' | 'duplicate' | 'insert' | 'switch' | 'delete';

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

/** The rule the keyboard goes to from `rule`, for the arrow keys, Home and End. */
export function neighbour(rules: readonly { id: string }[], rule: string, key: string): string | null {
  const here = rules.findIndex((card) => card.id === rule);
  const to = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: rules.length - 1 }[key];
  return to === undefined ? null : (rules[to]?.id ?? null);
}

/** The edit a command stands for, or `null` where it changes nothing of itself. */
export function editOf(rules: readonly RuleCard[], rule: RuleCard, command: CardCommand): Edit | null {
  const here = rules.findIndex((card) => card.id === rule.id);
  switch (command) {
    case 'up':
      return moveTo(rules, rule.id, here - 1);
    case 'down':
      return moveTo(rules, rule.id, here + 1);
    case 'top':
      return moveTo(rules, rule.id, 0);
    case 'bottom':
      return moveTo(rules, rule.id, rules.length - 1);
    case 'edit':
    case 'insert':
      return null;
    case 'duplicate':
      return { kind: 'duplicate_rule', rule: rule.id };
    case 'switch':
      return { kind: 'set_rule_enabled', rule: rule.id, enabled: !rule.enabled };
    case 'delete':
      return { kind: 'delete_rule', rule: rule.id };
  }
}
