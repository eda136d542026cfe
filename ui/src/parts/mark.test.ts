import { expect, it } from 'vitest';
import { placeOf, stepFrom } from './mark';

it('stays on its entry when others come in above it', () => {
  expect(placeOf(['a', 'b'], 'b')).toBe(1);
  expect(placeOf(['x', 'y', 'a', 'b'], 'b')).toBe(3);
});

it('goes to the first where there was none or its entry is gone', () => {
  expect(placeOf(['a', 'b'], null)).toBe(0);
  expect(placeOf(['a', 'b'], 'c')).toBe(0);
  expect(placeOf([], 'a')).toBe(-1);
});

it('steps around the ends', () => {
  expect(stepFrom(['a', 'b', 'c'], 2, 1)).toBe('a');
  expect(stepFrom(['a', 'b', 'c'], 0, -1)).toBe('c');
  expect(stepFrom([], -1, 1)).toBeNull();
});
