import { expect, it } from 'vitest';
import { readPlace, spanOfPlace } from './place';

const TEXT = '{"tag": ["A", 5], "listing": {"price": "call us"}}';
const selected = (place: string) => {
  const span = spanOfPlace(TEXT, place);
  return span && TEXT.slice(span.from, span.to);
};

it('selects the key and value a problem is about', () => {
  expect(selected('payload.listing.price')).toBe('"price": "call us"');
  expect(selected('payload.tag[1]')).toBe('5');
  expect(selected('payload.listing.beds')).toBe('"listing": {"price": "call us"}');
  expect(selected('payload.nothing')).toBeNull();
  expect(selected('channels[0].rules')).toBeNull();
});

it('reads places', () => {
  expect(readPlace('payload.assignees[1].email')).toEqual(['assignees', 1, 'email']);
  expect(readPlace('payload')).toEqual([]);
});
