import { describe, expect, it } from 'vitest';
import { type Answer, joined, standing } from './answers';
import type { Tree } from './model';
import { adler } from './testing';

const tree = adler();
const answerTo = (query: string, of: Tree = tree): Answer => ({
  tree: of,
  query,
  matches: new Uint32Array(),
  marks: new Uint8Array(),
});
const after = (...queries: string[]) => queries.map((query) => answerTo(query)).reduce(joined, []);
const shownFor = (asked: string, answers: readonly Answer[]) => standing(answers, tree, asked)?.query;

describe('the answers of a search', () => {
  it('gives back what was found before the last letter', () => {
    expect(shownFor('ko', after('k', 'ko', 'kow'))).toBe('ko');
  });

  it('keeps the nearest in sight until a letter is answered', () => {
    expect(shownFor('kows', after('k', 'ko', 'kow'))).toBe('kow');
    expect(shownFor('kox', after('k', 'ko', 'kow'))).toBe('ko');
    expect(shownFor('smith', after('k', 'ko', 'kow'))).toBe('kow');
  });

  it('shows none of them once nothing is asked', () => {
    expect(shownFor('', after('k', 'ko'))).toBeUndefined();
  });

  it('forgets what the new words do not begin with', () => {
    expect(after('k', 'ko', 's', 'sm').map((answer) => answer.query)).toEqual(['s', 'sm']);
  });

  it('answers for no other tree', () => {
    const other = adler();
    expect(standing(after('k'), other, 'k')).toBeUndefined();
    expect(joined(after('k'), answerTo('ko', other)).map((answer) => answer.query)).toEqual(['ko']);
  });
});
