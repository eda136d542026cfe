import { expect, it } from 'vitest';
import type { AppError } from '../ipc';
import { bookName, problemsAsText, refusalWords } from './problems';

it('writes a refusal as text to paste', () => {
  const error: AppError = {
    code: 'bad_book',
    message: 'the book has 2 problems',
    help: null,
    place: '/books/a.json',
    problems: [
      { code: 'unknown_key', place: '$.rules[0].feild', message: 'unknown key "feild"', help: 'did you mean "field"?' },
      { code: 'cycle', place: '$.accounts[1]', message: 'a cycle', help: null },
    ],
    more_problems: 1200,
  };
  expect(problemsAsText(error)).toBe(
    [
      'The book has 2 problems.',
      '/books/a.json',
      '',
      '$.rules[0].feild: unknown key "feild" [unknown_key]',
      '  did you mean "field"?',
      '$.accounts[1]: a cycle [cycle]',
      'and 1,200 more',
    ].join('\n'),
  );
});

it('says at the field what an edit was refused for', () => {
  const error: AppError = { code: 'bad_book', message: 'the name is too long', help: 'shorten it', place: null, problems: [], more_problems: 0 };
  expect(refusalWords(error)).toBe('The name is too long. Shorten it.');
  const problems = [{ code: 'x', place: 'mls[0]', message: 'a blank code', help: null }];
  expect(refusalWords({ ...error, problems })).toBe('A blank code.');
});

it('names a file after the brokerage', () => {
  expect(bookName('Adler & Associates')).toBe('adler-associates.json');
  expect(bookName('Ñandú Réalty')).toBe('nandu-realty.json');
  expect(bookName('–')).toBe('book.json');
});
