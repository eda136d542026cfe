import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveBefore, withEdit } from './edits';
import type { Edit } from '../ipc';
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

  it('does to several rules what it does to one', () => {
    const several = { kind: 'move_rules', rules: ['d', 'b'], channel: 'channel', before: 'a' } satisfies Edit;
    expect(order(withEdit(boardOf('abcd'), several))).toBe('bdac');
    expect(order(withEdit(boardOf('abcd'), { ...several, before: 'b' }))).toBe('abdc');
    expect(order(withEdit(boardOf('abcd'), { ...several, before: null }))).toBe('acbd');
    expect(order(withEdit(boardOf('abcd'), { ...several, channel: 'newsletter' }))).toBe('ac');
    expect(order(withEdit(boardOf('abcd'), { kind: 'delete_rules', rules: ['a', 'd'] }))).toBe('bc');
    const off = withEdit(boardOf('abc'), { kind: 'set_rules_enabled', rules: ['a', 'c'], enabled: false });
    expect(off.rules.map(({ enabled }) => enabled)).toEqual([false, true, false]);
  });

  it('moves rules together in front of the one it names, keeping everybody', () => {
    const some = fc.uniqueArray(fc.nat(11), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), some, fc.nat(12), (size, picks, place) => {
        const board = boardOf('abcdefghijkl'.slice(0, size));
        const moving = new Set(picks.map((pick) => board.rules[pick % size]!.id));
        const change = moveBefore(board.id, board.rules, moving, board.rules[place]?.id ?? null);
        const after = order(change ? withEdit(board, change) : board);
        const rest = (text: string) => Array.from(text).filter((id) => !moving.has(id)).join('');
        const block = Array.from(order(board)).filter((id) => moving.has(id)).join('');
        expect(rest(after)).toBe(rest(order(board)));
        expect(after).toContain(block);
        const next = Array.from(order(board).slice(Math.min(place, size))).find((id) => !moving.has(id)) ?? '';
        expect(after.slice(after.indexOf(block) + block.length).startsWith(next)).toBe(true);
        if (next === '') expect(after.endsWith(block)).toBe(true);
        if (change === null) expect(after).toBe(order(board));
        else expect(after).not.toBe(order(board));
      }),
    );
  });
});
