import { expect, it } from 'vitest';
import { readDays, readMls, zonesFor } from './policies';

it('reads whole days, and says no to the rest', () => {
  expect(['', '0', ' 90 ', '3650'].map(readDays)).toEqual([0, 0, 90, 3650]);
  expect(['3651', '-1', '1.5', 'two', '1e2'].map(readDays)).toEqual([null, null, null, null, null]);
});

it('reads MLS codes however they are parted, each once', () => {
  expect(readMls('NTREIS, HAR;NTREIS\nACTRIS')).toEqual(['NTREIS', 'HAR', 'ACTRIS']);
  expect(readMls('  ')).toEqual([]);
});

it('finds time zones by their words, near ones first', () => {
  const zones = ['America/Chicago', 'America/New_York', 'Europe/Berlin', 'Europe/London'];
  expect(zonesFor(zones, 'new york', 'Europe/London')).toEqual(['America/New_York']);
  expect(zonesFor(zones, '', 'Europe/London')).toEqual([
    'Europe/London',
    'Europe/Berlin',
    'America/Chicago',
    'America/New_York',
  ]);
  expect(zonesFor(zones, 'mars', 'Europe/London')).toEqual([]);
});
