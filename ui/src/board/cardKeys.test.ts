import { describe, expect, it } from 'vitest';
import { type CardCommand, type CardKeys, commandOf, editOf, neighbour, pickOf, pickOfClick } from './cardKeys';
import { boardOf, ruleOf } from './testing';

const press = (key: string, held: Partial<CardKeys> = {}) =>
  commandOf({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
const { rules } = boardOf('abc');
const edit = (at: number, command: CardCommand) => editOf('channel', rules, [rules[at]!], command);

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

  it('selects with X, Shift and the arrows, Ctrl+A and clicks', () => {
    const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    const pick = (key: string, held = {}) => pickOf({ key, ...none, ...held });
    expect(pick('x')).toBe('toggle');
    expect(pick('ArrowDown', { shiftKey: true })).toBe('extend');
    expect(pick('ArrowDown')).toBeNull();
    expect(pick('a', { ctrlKey: true })).toBe('all');
    expect(pick('a')).toBeNull();
    expect(pick('Escape')).toBe('none');
    expect(pickOfClick(none)).toBe('only');
    expect(pickOfClick({ ...none, metaKey: true })).toBe('toggle');
    expect(pickOfClick({ ...none, shiftKey: true })).toBe('range');
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

  it('is about several rules as about one: they go together', () => {
    const five = boardOf('abcde').rules;
    const both = (places: number[], command: CardCommand) =>
      editOf('channel', five, places.map((place) => five[place]!), command);
    const move = (rules: string[], before: string | null) => ({ kind: 'move_rules', rules, channel: 'channel', before });
    expect(both([2, 3], 'up')).toEqual(move(['c', 'd'], 'b'));
    expect(both([1, 3], 'up')).toEqual(move(['b', 'd'], 'a'));
    expect(both([1, 2], 'down')).toEqual(move(['b', 'c'], 'e'));
    expect(both([0, 2], 'top')).toEqual(move(['a', 'c'], 'b'));
    expect(both([0, 1], 'up')).toBeNull();
    expect(both([3, 4], 'bottom')).toBeNull();
    expect(both([0, 2], 'duplicate')).toEqual({ kind: 'copy_rules', rules: ['a', 'c'], channel: 'channel', before: 'd' });
    expect(both([0, 2], 'delete')).toEqual({ kind: 'delete_rules', rules: ['a', 'c'] });
  });

  it('turns several off while one of them is on, and else on', () => {
    const [on, off] = [ruleOf('a'), ruleOf('b', { enabled: false })];
    const both = (some: typeof rules) => editOf('channel', some, some, 'switch');
    expect(both([on, off])).toEqual({ kind: 'set_rules_enabled', rules: ['a', 'b'], enabled: false });
    expect(both([off, { ...off, id: 'c' }])).toEqual({ kind: 'set_rules_enabled', rules: ['b', 'c'], enabled: true });
  });

  it('wanders along the list and stops at its ends', () => {
    expect(neighbour(rules, 'b', 'ArrowDown')).toBe('c');
    expect(neighbour(rules, 'c', 'ArrowDown')).toBeNull();
    expect(neighbour(rules, 'b', 'Home')).toBe('a');
    expect(neighbour(rules, 'b', 'x')).toBeNull();
  });
});
