import { expect, it } from 'vitest';
import { readCap, readDays, withDays, withoutDays } from './availability';

it('reads a cap, none, and what is no cap', () => {
  expect(readCap(' 5 ')).toBe(5);
  expect(readCap('1,000')).toBe(1000);
  expect(readCap('0')).toBe(0);
  expect(readCap('  ')).toBeNull();
  for (const wrong of ['five', '-1', '2.5', '1e3', '99999999999']) expect(readCap(wrong)).toBeUndefined();
});

it('reads days as people type them, and says which is wrong', () => {
  expect(readDays('24 Dec 2026', '12/31/2026')).toEqual({ from: '2026-12-24', through: '2026-12-31' });
  expect(readDays('2026-12-24', '')).toEqual({ from: '2026-12-24', through: '2026-12-24' });
  expect(readDays('', '2026-12-31')).toMatch(/first day/u);
  expect(readDays('2026-12-24', '2026-13-01')).toMatch(/last day/u);
  expect(readDays('2026-12-31', '2026-12-24')).toBe('The last day is before the first.');
});

it('keeps absences in order and sends nothing but their days', () => {
  const christmas = { from: '2026-12-24', through: '2026-12-31', words: '24 Dec to 31 Dec', is_over: false };
  const easter = { from: '2026-04-03', through: '2026-04-06' };
  const both = [easter, { from: '2026-12-24', through: '2026-12-31' }];
  expect(withDays([christmas], easter)).toEqual(both);
  expect(withoutDays(both, 0)).toEqual(both.slice(1));
});
