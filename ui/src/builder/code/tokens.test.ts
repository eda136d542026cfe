import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetOf, runsOf, type Token, tokensOf } from './tokens';

const spelled = (tokens: readonly Token[]) => tokens.map(({ text, tone }) => `${tone.slice(0, 1)}:${text}`).join(' ');

test('a regular expression shows its form and what it speaks of', () => {
  expect(spelled(tokensOf('regex', '^(?i:zillow|realtor)\\.com$'))).toBe('f:^(?i: p:zillow f:| p:realtor f:) v:\\. p:com f:$');
  expect(spelled(tokensOf('regex', '752[0-9]{2,3}?'))).toBe('p:752 v:[0-9] f:{2,3}?');
  expect(spelled(tokensOf('regex', '[]a[:alpha:]]+x'))).toBe('v:[]a[:alpha:]] f:+ p:x');
  expect(spelled(tokensOf('regex', '\\p{Greek}{'))).toBe('v:\\p{Greek} p:{');
  expect(spelled(tokensOf('regex', '(?P<city>a'))).toBe('f:(?P<city> p:a');
});

test('an expression shows its texts, numbers, words of the language and notes', () => {
  expect(spelled(tokensOf('cel', 'lead.price > 2e6 ? "a-1" : null // dear'))).toBe(
    'p:lead.price  f:> p:  v:2e6 p:  f:? p:  v:"a-1" p:  f:: p:  f:null p:  n:// dear',
  );
  expect(spelled(tokensOf('cel', "'it\\'s' in inbox"))).toBe("v:'it\\'s' p:  f:in p: inbox");
  expect(spelled(tokensOf('cel', '"open\nnext'))).toBe('v:"open p:\nnext');
});

describe('whatever is typed', () => {
  const typed = fc.string({ unit: fc.constantFrom(...Array.from('()[]{}\\^|*?+.,"\'/ \n09aZ_pu-:é👍')) });

  test('is all there', () => {
    fc.assert(
      fc.property(typed, fc.option(fc.nat(40)), (text, wrong) => {
        for (const language of ['regex', 'cel'] as const) {
          const tokens = tokensOf(language, text);
          expect(tokens.map((token) => token.text).join('')).toBe(text);
          const runs = runsOf(tokens, wrong);
          expect(runs.map((run) => run.text).join('').slice(0, text.length)).toBe(text);
          expect(runs.filter((run) => run.wrong).length).toBe(wrong === null ? 0 : 1);
        }
      }),
    );
  });
});

test('the place of a mistake counts whole characters', () => {
  expect(offsetOf('👍(a', null, 2)).toBe(2);
  expect(offsetOf('one\n👍 +', 2, 3)).toBe(7);
  expect(offsetOf('ab', 1, 9)).toBe(2);
  expect(offsetOf('ab', 7, 1)).toBe(2);
});

test('the mistake stands apart, behind the end as a space', () => {
  const tokens = tokensOf('regex', 'a(b');
  expect(runsOf(tokens, 1).map(({ text, wrong }) => (wrong ? `<${text}>` : text))).toEqual(['a', '<(>', 'b']);
  expect(runsOf(tokens, 3).at(-1)).toEqual({ text: ' ', tone: 'plain', wrong: true });
});
