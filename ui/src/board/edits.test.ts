import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveTo, withEdit } from './edits';
import { boardOf } from './testing';

const order = (board: ReturnType<typeof boardOf>) => board.rules.map(({ id }) => id).join('');

describe('an edit before the engine has answered', () => {
  it('puts a rule in front of another, or last', () => {
    expect(order(withEdit(boardOf('abcd'), { kind: 'move_rule', rule: 'd', before: 'b' }))).toBe('adbc');
    expect(order(withEdit(boardOf('abcd'), { kind: 'move_rule', rule: 'a', before: null }))).toBe('bcda');
    expect(order(withEdit(boardOf('abcd'), { kind: 'move_rule', rule: 'b', before: 'b' }))).toBe('abcd');
  });

  it('takes a rule that goes to another channel out', () => {
    const sent = { kind: 'move_rule', rule: 'b', channel: 'newsletter', before: null } as const;
    expect(order(withEdit(boardOf('abc'), sent))).toBe('ac');
    expect(order(withEdit(boardOf('abc'), { ...sent, channel: 'channel' }))).toBe('acb');
  });

  it('turns a rule off and takes one out', () => {
    const off = withEdit(boardOf('ab'), { kind: 'set_rule_enabled', rule: 'b', enabled: false });
    expect(off.rules.map(({ enabled }) => enabled)).toEqual([true, false]);
    expect(order(withEdit(boardOf('abc'), { kind: 'delete_rule', rule: 'b' }))).toBe('ac');
  });

  it('leaves a board alone that has no such rule', () => {
    const board = boardOf('ab');
    expect(withEdit(board, { kind: 'delete_rule', rule: 'z' })).toBe(board);
    expect(withEdit(board, { kind: 'delete_sample', sample: 'a' })).toBe(board);
  });

  it('moves to the place it names, keeping everybody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(11), fc.integer({ min: -3, max: 15 }), (size, pick, place) => {
        const board = boardOf('abcdefghijkl'.slice(0, size));
        const rule = board.rules[pick % size]!.id;
        const change = moveTo(board.rules, rule, place);
        const target = Math.min(Math.max(place, 0), size - 1);
        if (change === null) {
          expect(board.rules[target]!.id).toBe(rule);
          return;
        }
        const moved = withEdit(board, change);
        expect(moved.rules[target]!.id).toBe(rule);
        const rest = (some: typeof board) => some.rules.map(({ id }) => id).filter((id) => id !== rule);
        expect(rest(moved)).toEqual(rest(board));
      }),
    );
  });
});
