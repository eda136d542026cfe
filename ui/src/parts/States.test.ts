import { expect, it } from 'vitest';
import { sentence } from './States';

it('makes a sentence of a message, leaving names out of files as they are', () => {
  expect(sentence('no account has the id "smiht"')).toBe('No account has the id "smiht".');
  expect(sentence('window_minutes is 0; it must be from 1')).toBe('window_minutes is 0; it must be from 1.');
  expect(sentence('what now?')).toBe('What now?');
  expect(sentence('é seul')).toBe('É seul.');
});
