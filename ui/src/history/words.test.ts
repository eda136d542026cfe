import { expect, it } from 'vitest';
import type { Version } from '../ipc';
import { differenceWords, firstPair, timeWords, versionBefore, versionName } from './words';

const version = (id: number, more: Partial<Version> = {}): Version => ({
  id,
  kind: 'save',
  at: '2026-11-24T15:12:00Z',
  author: null,
  note: '',
  ...more,
});
const versions = [version(3), version(2), version(1)];

it('calls a version by its note, or by what made it', () => {
  expect(versionName(version(1, { note: ' Before Monday ' }))).toBe('Before Monday');
  expect(versionName(version(1, { kind: 'import' }))).toBe('Import, version 1');
});

it('tells the time on a clock', () => {
  expect(timeWords('2026-11-24T15:12:00Z', 'America/Chicago')).toBe('Tue 24 Nov 2026, 09:12');
  expect(timeWords('once')).toBe('once');
});

it('knows what a version came after', () => {
  expect(versionBefore(versions, 3)?.id).toBe(2);
  expect(versionBefore(versions, 1)).toBeNull();
});

it('starts with the draft against the newest version', () => {
  expect(firstPair(versions)).toEqual({ old: 3, now: null });
  expect(firstPair([])).toBeNull();
});

it('counts differences, listed or not', () => {
  const change = { kind: 'policies', channel: null, rule: null, account: null, words: 'x' };
  expect(differenceWords({ changes: [], more: 0 })).toBe('No difference');
  expect(differenceWords({ changes: [change], more: 0 })).toBe('1 difference');
  expect(differenceWords({ changes: [change], more: 1000 })).toBe('1,001 differences');
});
