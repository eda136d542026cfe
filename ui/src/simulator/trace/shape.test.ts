import { describe, expect, it } from 'vitest';
import { step } from '../testing';
import { restsAt, shape, type Shown } from './shape';

const told = (shown: Shown[]): unknown[] =>
  shown.map((item) =>
    item.kind === 'step'
      ? item.after.length > 0
        ? [item.index, told(item.after)]
        : item.index
      : `${item.verdict} ${item.indexes.length}`,
  );

describe('shape', () => {
  it('puts what follows an unclaimed offer inside the offer, and tells no rule twice', () => {
    const steps = [
      step({ rule: 'r1' }),
      step({ rule: 'r2', verdict: 'offered' }),
      step({ rule: 'r3', verdict: 'not_reached' }),
      step({ kind: 'fallback', rule: null, verdict: 'not_reached' }),
      step({ kind: 'follow_up', rule: null, verdict: 'planned' }),
      step({ rule: 'r3', verdict: 'offered', depth: 1 }),
      step({ kind: 'fallback', rule: null, verdict: 'not_reached', depth: 1 }),
      step({ kind: 'fallback', rule: null, verdict: 'inbox', depth: 2 }),
    ];
    expect(told(shape(steps))).toEqual([0, [1, [[5, [7]]]], 4]);
  });

  it('folds long runs of rules that say nothing, and no short ones', () => {
    const misses = Array.from({ length: 5 }, () => step());
    expect(shape([])).toEqual([]);
    expect(told(shape(misses))).toEqual([0, 1, 2, 3, 4]);
    const many = [
      ...misses,
      step(),
      step({ verdict: 'assigned' }),
      ...Array.from({ length: 190 }, () => step({ verdict: 'not_reached' })),
      step({ kind: 'fallback', verdict: 'not_reached' }),
    ];
    expect(told(shape(many))).toEqual([0, 1, 'no_match 4', 6, 7, 8, 'not_reached 188', 197]);
  });

  it('keeps every step exactly once', () => {
    const steps = Array.from({ length: 60 }, (_, index) =>
      step({
        verdict: index === 9 ? 'offered' : index % 11 === 0 ? 'declined' : 'no_match',
        depth: index > 30 ? 1 : 0,
      }),
    );
    const all = (shown: Shown[]): number[] =>
      shown.flatMap((item) => (item.kind === 'run' ? item.indexes : [item.index, ...all(item.after)]));
    expect(all(shape(steps)).sort((a, b) => a - b)).toEqual(steps.map((_, index) => index));
  });
});

it('says where the lead came to rest', () => {
  expect(restsAt([step(), step({ verdict: 'offered' }), step({ depth: 1, verdict: 'assigned' })])).toBe(1);
  expect(restsAt([step(), step({ kind: 'fallback', verdict: 'inbox' })])).toBe(1);
  expect(restsAt([])).toBe(-1);
});
