import { describe, expect, it } from 'vitest';
import { type CardKeys, commandOf, editOf, neighbour } from './cardKeys';
import { boardOf } from './testing';

const press = (key: string, held: Partial<CardKeys> = {}) =>
  commandOf({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
const { rules } = boardOf('abc');
const edit = (at: number, command: Parameters<typeof editOf>[2]) => editOf(rules, rules[at]!, command);

describe('keys on a rule card', () => {
  it('moves with Alt and the arrows, Home and End', () => {
    expect(press('ArrowUp', { altKey: true })).toBe('up');
    expect(press('End', { altKey: true })).toBe('bottom');
    expect(press('ArrowUp')).toBeNull();
  });

  it('turns off, deletes, and leaves the window its own keys', () => {
    expect(press('e')).toBe('edit');
    expect(press('o')).toBe('switch');
    expect(press('n')).toBe('insert');
    expect(press('d', { ctrlKey: true })).toBe('duplicate');
    expect(press('Delete')).toBe('delete');
    expect(press('e', { ctrlKey: true })).toBeNull();
    expect(press('e', { altKey: true })).toBeNull();
  });

  it('stands for edits, and for none at the ends', () => {
    expect(edit(1, 'up')).toEqual({ kind: 'move_rule', rule: 'b', before: 'a' });
    expect(edit(1, 'down')).toEqual({ kind: 'move_rule', rule: 'b', before: null });
    expect(edit(2, 'top')).toEqual({ kind: 'move_rule', rule: 'c', before: 'a' });
    expect(edit(0, 'bottom')).toEqual({ kind: 'move_rule', rule: 'a', before: null });
    expect(edit(0, 'up')).toBeNull();
    expect(edit(2, 'bottom')).toBeNull();
    expect(edit(0, 'switch')).toEqual({ kind: 'set_rule_enabled', rule: 'a', enabled: false });
  });

  it('wanders along the list and stops at its ends', () => {
    expect(neighbour(rules, 'b', 'ArrowDown')).toBe('c');
    expect(neighbour(rules, 'c', 'ArrowDown')).toBeNull();
    expect(neighbour(rules, 'b', 'Home')).toBe('a');
    expect(neighbour(rules, 'b', 'x')).toBeNull();
  });
});
