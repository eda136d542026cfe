import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isolating, partsOf } from './direction';

const isolatedIn = (text: string) => partsOf(text).flatMap((part) => (part.isolated ? [part.text] : []));

it('a sentence without such names is one part', () => {
  expect(partsOf('Goes to Ada by rule 3 “Luxury”: price 1,200,000 is at least 1,000,000.')).toHaveLength(1);
  expect(partsOf('')).toEqual([{ text: '', isolated: false }]);
});

it('names in a list stand by themselves, words and hyphens of one name together', () => {
  expect(isolatedIn('Offered to מרים כהן-לוי, عبد الرحمن and Dana for 15 min')).toEqual(['מרים כהן-לוי', 'عبد الرحمن']);
});

it('a number after a name is not part of it', () => {
  expect(isolatedIn('Round robin, 3 agents, מרים כהן-לוי ×3')).toEqual(['מרים כהן-לוי']);
  expect(isolatedIn('tags include דירה, בית +2')).toEqual(['דירה', 'בית']);
});

it('what stands in quotes is one value, whatever is in it', () => {
  expect(isolatedIn('Moved “רחוב הרצל 5, Tel Aviv” above “قاعدة”')).toEqual(['רחוב הרצל 5, Tel Aviv', 'قاعدة']);
  expect(isolatedIn('by rule 3 “Dana (דנה) Levi”')).toEqual(['Dana (דנה) Levi']);
});

it('no letter is lost, and none but the isolating are added', () => {
  const piece = fc.constantFrom('“', '”', ', ', ' and ', 'מרים', 'عبد', 'Ada', '3', '-', ' ', '×2', '.');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const parts = partsOf(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(isolating(text).replaceAll(/[\u2068\u2069]/gu, '')).toBe(text);
    }),
  );
});
