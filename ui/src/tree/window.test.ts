import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawn, ROW_HEIGHT, scrolledTo, sightOf } from './window';

it('draws every row in sight, and few more', () => {
  const heights = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(fc.nat(100_000), heights, fc.double({ min: 0, max: 1, noNaN: true }), (count, height, part) => {
      const top = part * Math.max(0, count * ROW_HEIGHT - height);
      const { start, end } = drawn(sightOf(top, height), count);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      for (let index = Math.floor(top / ROW_HEIGHT); index * ROW_HEIGHT < top + height && index < count; index += 1) {
        expect(index >= start && index < end).toBe(true);
      }
      expect(end - start).toBeLessThanOrEqual(height / ROW_HEIGHT + 20);
    }),
  );
});

it('shows the end of a list that shrank under the scroll', () => {
  expect(drawn(sightOf(100_000 * ROW_HEIGHT, 560), 100)).toEqual({ start: 71, end: 100 });
  expect(drawn(sightOf(500, 560), 0)).toEqual({ start: 0, end: 0 });
});

it('scrolls no further than it must', () => {
  expect(scrolledTo(3, 0, 280)).toBe(0);
  expect(scrolledTo(3, 200, 280)).toBe(84);
  expect(scrolledTo(10, 0, 280)).toBe(28);
  expect(scrolledTo(99, 0, 280)).toBe(2520);
});
