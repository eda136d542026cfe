import { expect, it } from 'vitest';
import { type Entry, grouped, ranked } from './rank';

const entry = (group: Entry['group'], label: string, detail?: string): Entry => ({
  id: label,
  group,
  label,
  ...(detail === undefined ? {} : { detail }),
  run: () => undefined,
});
const entries = [
  entry('Commands', 'Export the book…'),
  entry('Commands', 'Open a book…'),
  entry('Channels', 'Newsletter', 'Adler'),
  entry('Samples', 'Newsletter signup', 'trace this lead'),
];
const labels = (query: string) => ranked(entries, query).map(({ label }) => label);

it('keeps everything while nothing is typed', () => {
  expect(labels('  ')).toHaveLength(4);
});

it('wants every word, best place first', () => {
  expect(labels('book')).toEqual(['Export the book…', 'Open a book…']);
  expect(labels('book op')).toEqual(['Open a book…']);
  expect(labels('open')).toEqual(['Open a book…']);
  expect(labels('letter adl')).toEqual(['Newsletter']);
  expect(labels('zzz')).toEqual([]);
});

it('groups in one order, leaving out empty groups', () => {
  expect(grouped(entries).map(({ group }) => group)).toEqual(['Channels', 'Samples', 'Commands']);
});
