import { expect, it } from 'vitest';
import { fewOf, poolWords } from './pool';

const face = (eligible: boolean, chosen = false) => ({
  account: 'a',
  name: 'A',
  initials: 'A',
  eligible,
  reason: null,
  chosen,
});

it('tells a small pool whole and a large one without losing who takes it or is left out', () => {
  expect(fewOf([face(true, true), face(false)])).toMatchObject({ more: 0 });
  const pool = [...Array.from({ length: 200 }, () => face(true)), face(false), face(true, true)];
  const { told, more } = fewOf(pool);
  expect(told.filter(({ chosen }) => chosen)).toHaveLength(1);
  expect(told.filter(({ eligible }) => !eligible)).toHaveLength(1);
  expect(told.length + more).toBe(pool.length);
  expect(told).toHaveLength(10);
});

it('counts who could take it', () => {
  expect(poolWords([face(true), face(false)], 2)).toBe('1 of 2 could take it');
  expect(poolWords([face(true), face(true)], 2)).toBe('All 2 could take it');
  expect(poolWords([face(false)], 1)).toBe('Nobody could take it');
  expect(poolWords([face(true), face(true)], 200)).toBe('2 of the pool’s 200');
});
