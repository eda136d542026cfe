import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlanLine } from '../ipc';
import { byChannel } from './groups';

const line = (channel: string | null, words: string): PlanLine => ({ kind: 'rule_moved', channel, rule: null, words });

it('keeps the lines of a channel together, in the order they came, under its name', () => {
  const lines = [line('b', '1'), line('a', '2'), line('b', '3'), line(null, '4')];
  const groups = byChannel(lines, [{ channel: 'b', words: 'Newsletter, Adler' }]);
  expect(groups.map((group) => [group.place, group.lines.map(({ words }) => words)])).toEqual([
    ['Newsletter, Adler', ['1', '3']],
    [null, ['2']],
    [null, ['4']],
  ]);
});

it('loses and doubles none', () => {
  const any = fc.array(fc.record({ channel: fc.constantFrom('a', 'b', null), words: fc.string() }));
  fc.assert(
    fc.property(any, (some) => {
      const lines = some.map(({ channel, words }) => line(channel, words));
      const all = byChannel(lines, []).flatMap((group) => group.lines);
      expect(new Set(all)).toEqual(new Set(lines));
      expect(all).toHaveLength(lines.length);
    }),
  );
});
