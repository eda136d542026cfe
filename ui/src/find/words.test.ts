import { expect, it } from 'vitest';
import type { Hit } from '../ipc';
import { foundWords, hitPlace, hitTitle, mentionWords, stillHits } from './words';

const hit = (more: Partial<Hit>): Hit => ({
  channel: 'c',
  channel_name: 'Listings',
  account: { id: 'a', name: 'Adler' },
  rule: 'r',
  title: 'Luxury',
  number: 3,
  mentions: [],
  ...more,
});
const mentions = ['ZIP is 75205', 'Agent Smith', 'tag Luxury', 'notify Smith', 'task'].map((words) => ({
  part: 'condition' as const,
  words,
}));

it('says where a hit is', () => {
  expect(hitTitle(hit({}))).toBe('3 Luxury');
  expect(hitTitle(hit({ number: null, rule: null, title: 'Fallback' }))).toBe('Fallback');
  expect(hitPlace(hit({ channel_name: null }))).toBe('Unnamed route, Adler');
});

it('says what a hit mentions, shortly', () => {
  expect(mentionWords(hit({ mentions: mentions.slice(0, 1) }))).toBe('ZIP is 75205');
  expect(mentionWords(hit({ mentions }))).toBe('ZIP is 75205 · Agent Smith · tag Luxury · 2 more');
});

it('counts what was found, listed or not', () => {
  expect(foundWords({ hits: [], more: 0 })).toBe('Nothing mentions it');
  expect(foundWords({ hits: [hit({})], more: 1200 })).toBe('1,201 places');
});

it('keeps of the last answer what mentions the new words too', () => {
  const other = hit({ rule: 'o', mentions: mentions.slice(1) });
  const found = { hits: [hit({ mentions }), other], more: 40 };
  expect(stillHits(found, '7520')).toEqual([hit({ mentions })]);
  expect(stillHits(found, 'TAG LUX')).toEqual(found.hits);
  expect(stillHits(found, 'Luxury buyers')).toEqual([]);
});
