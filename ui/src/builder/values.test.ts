import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldInfo } from '../ipc';
import { newTest } from './condition';
import {
  isBlank,
  limitsOf,
  numberWords,
  ofLimits,
  readDate,
  readNumber,
  readTime,
  splitValues,
  valueFor,
  withField,
  withOperator,
  withValues,
} from './values';

test('a pasted column becomes its values', () => {
  expect(splitValues('75205\n75225\r\n 75209 \t75219; 75229,,\n')).toEqual(['75205', '75225', '75209', '75219', '75229']);
  expect(splitValues(' \n ')).toEqual([]);
});

test('a list holds each value once, whatever its case', () => {
  expect(withValues(['Zillow'], ['zillow', 'Trulia', 'TRULIA'])).toEqual(['Zillow', 'Trulia']);
});

test.each([
  ['1,000,000', 1_000_000],
  ['$1.25m', 1_250_000],
  ['1.1 M', 1_100_000],
  ['800k', 800_000],
  ['.5', 0.5],
  ['-3', -3],
  ['', null],
  ['call us', null],
  ['1.2.3', null],
])('the number %s', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test('any whole number reads back from its words', () => {
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(readNumber(numberWords(number))).toBe(number);
    }),
  );
});

test.each([
  ['9', '09:00'],
  ['9:30', '09:30'],
  ['18.30', '18:30'],
  ['1830', '18:30'],
  ['6pm', '18:00'],
  ['12 am', '00:00'],
  ['12pm', '12:00'],
  ['24:00', '24:00'],
  ['24:01', null],
  ['9:60', null],
  ['13pm', null],
  ['soon', null],
])('the time %s', (text, time) => {
  expect(readTime(text)).toBe(time);
});

test('ends that are numbers stay numbers', () => {
  expect(ofLimits(1, 2)).toEqual([1, 2]);
  expect(ofLimits(1, '')).toEqual(['1', '']);
  expect(limitsOf([1, 2])).toEqual([1, 2]);
  expect(limitsOf(5)).toEqual([5, '']);
});

test('blank values', () => {
  expect([isBlank(null), isBlank(''), isBlank([]), isBlank(['', ''])]).toEqual([true, true, true, true]);
  expect([isBlank(0), isBlank('x'), isBlank(['', 'x'])]).toEqual([false, false, false]);
});

describe('another field or operator', () => {
  const texts = [
    { name: 'is', words: 'is', takes: 'text' },
    { name: 'is_any_of', words: 'is one of', takes: 'texts' },
    { name: 'is_set', words: 'is set', takes: 'nothing' },
  ] as const;
  const table: FieldInfo[] = [
    { name: 'lead_source', words: 'source', kind: 'text', operators: [...texts] },
    { name: 'address.postal_code', words: 'ZIP', kind: 'text', operators: [...texts] },
    { name: 'listing.price', words: 'price', kind: 'number', operators: [{ name: 'ge', words: '≥', takes: 'number' }] },
  ];
  const zillow = newTest('lead_source', 'is', 'Zillow');

  test('keeps what is legal there', () => {
    expect(withField(table, zillow, 'address.postal_code')).toMatchObject({ op: 'is', value: 'Zillow' });
    expect(withField(table, zillow, 'listing.price')).toMatchObject({ op: 'ge', value: '' });
    expect(withOperator(table, zillow, 'is_any_of')).toMatchObject({ id: zillow.id, value: ['Zillow'] });
    expect(withOperator(table, { ...zillow, op: 'is_any_of', value: ['a', 'b'] }, 'is')).toMatchObject({ value: '' });
    expect(withOperator(table, zillow, 'is_set').value).toBeNull();
  });

  test('refuses what the table does not have', () => {
    expect(withField(table, zillow, 'shoe_size')).toBe(zillow);
    expect(withOperator(table, zillow, 'ge')).toBe(zillow);
  });

  test('a number becomes the low end of a range', () => {
    expect(valueFor('number_range', 5)).toEqual(['5', '']);
    expect(valueFor('number', [5, 9])).toBe(5);
  });
});

test('reads dates as people write them, and only days there are', () => {
  for (const text of ['2026-12-24', ' 12/24/2026', '12/24/26', 'Dec 24, 2026', 'december 24 2026', '24 Dec. 2026', '24. December 2026']) {
    expect(readDate(text), text).toBe('2026-12-24');
  }
  for (const text of ['', '12/24', '24/12/2026', '2026-02-29', 'Dez 24, 2026', '2026-12', 'tomorrow', '0000-00-00']) {
    expect(readDate(text), text).toBeNull();
  }
  expect(readDate('2028-2-29')).toBe('2028-02-29');
});
