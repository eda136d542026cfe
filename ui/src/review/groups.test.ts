import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlanLine } from '../ipc';
import { byChannel } from './groups';

const line = (channel: string | null, words: string): PlanLine => ({ kind: 'rule_moved', channel, rule: null, words });

it('keeps the lines of a channel together, in the order they came', () => {
  const lines = [line('b', '1'), line('a', '2'), line('b', '3'), line(null, '4')];
  expect(byChannel(lines).map((group) => group.map(({ words }) => words))).toEqual([['1', '3'], ['2'], ['4']]);
});

it('loses and doubles none', () => {
  const any = fc.array(fc.record({ channel: fc.constantFrom('a', 'b', null), words: fc.string() }));
  fc.assert(
    fc.property(any, (some) => {
      const lines = some.map(({ channel, words }) => line(channel, words));
      expect(new Set(byChannel(lines).flat())).toEqual(new Set(lines));
      expect(byChannel(lines).flat()).toHaveLength(lines.length);
    }),
  );
});
