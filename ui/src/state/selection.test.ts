import { describe, expect, it } from 'vitest';
import { everything, extended, NONE, ranged, type Selection, toggled } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const spelled = ({ chosen }: Selection<string>) => order.filter((id) => chosen.has(id)).join('');
const only = (id: string): Selection<string> => toggled<string>(NONE, id);

describe('a selection', () => {
  it('takes one in and leaves it out again', () => {
    const two = toggled(only('b'), 'd');
    expect(spelled(two)).toBe('bd');
    expect(spelled(toggled(two, 'b'))).toBe('d');
  });

  it('reaches from its anchor, whichever way, and replaces what was chosen', () => {
    expect(spelled(ranged(order, only('b'), 'd'))).toBe('bcd');
    expect(spelled(ranged(order, only('d'), 'b'))).toBe('bcd');
    const wide = ranged(order, only('c'), 'e');
    expect(spelled(ranged(order, wide, 'a'))).toBe('abc');
  });

  it('starts at what is struck where its anchor is gone', () => {
    expect(spelled(ranged(order, NONE, 'c'))).toBe('c');
    expect(spelled(ranged(order, { chosen: new Set(['z']), anchor: 'z' }, 'c'))).toBe('c');
  });

  it('grows and shrinks by key, and starts anew outside itself', () => {
    const two = extended<string>(order, NONE, 'b', 'c');
    expect(spelled(two)).toBe('bc');
    const three = extended(order, two, 'c', 'd');
    expect(spelled(three)).toBe('bcd');
    expect(spelled(extended(order, three, 'd', 'c'))).toBe('bc');
    expect(spelled(extended(order, three, 'e', 'd'))).toBe('de');
  });

  it('takes everything', () => {
    expect(spelled(everything(order, 'c'))).toBe('abcde');
  });
});
