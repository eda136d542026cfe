import { expect, it } from 'vitest';
import { highlight } from './highlight';

const marked = (name: string, query: string) =>
  highlight(name, query).map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

it('marks each word of the query wherever it stands', () => {
  expect(marked('Agent Smith', 'smi')).toBe('Agent [Smi]th');
  expect(marked('Maria Lopez', 'lop mar')).toBe('[Mar]ia [Lop]ez');
  expect(marked('Anna Hannan', 'an')).toBe('[An]na H[an]n[an]');
});

it('sees through accents and case, and keeps the name as written', () => {
  expect(marked('Ángela DÍAZ', 'angela dia')).toBe('[Ángela] [DÍA]Z');
  expect(marked('Ǆurđa', 'dz')).toBe('[Ǆ]urđa');
});

it('marks nothing where the match is elsewhere, in an e-mail say', () => {
  expect(marked('Agent Smith', 'adler.example')).toBe('Agent Smith');
  expect(marked('Agent Smith', '  ')).toBe('Agent Smith');
});

it('never splits a letter of two units', () => {
  expect(marked('🏠 Home', '🏠')).toBe('[🏠] Home');
});
