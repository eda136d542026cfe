import { expect, test } from 'vitest';
import type { Problem } from '../ipc';
import { isAtEnd, valueProblems } from './blame';

const problem = (code: string, place = 'when.value'): Problem => ({ code, place, message: `"value" is ${code}`, help: 'as the book says' });
const told = (problems: Problem[]) => problems.map(({ message, help }) => [message, help]);

test('a blank value is asked for in the words of its field', () => {
  expect(told(valueProblems([problem('blank_text')], 'text', ''))).toEqual([['type what to compare with', null]]);
  expect(told(valueProblems([problem('missing_value')], 'texts', []))).toEqual([['add at least one value', null]]);
  expect(told(valueProblems([problem('wrong_type')], 'number', ''))).toEqual([['type a number', null]]);
});

test('two ends that cannot be read are one mistake, with an example of what can', () => {
  const problems = [problem('bad_date', 'when.value[0]'), problem('bad_date', 'when.value[1]')];
  expect(told(valueProblems(problems, 'date_range', ['soon', 'later']))).toEqual([
    ['both ends must be days', 'try 2026-12-24 or Dec 24, 2026'],
  ]);
});

test('what the field cannot say better the engine says', () => {
  expect(valueProblems([problem('bad_pattern')], 'pattern', '(')).toEqual([problem('bad_pattern')]);
  expect(valueProblems([], 'number', '')).toEqual([]);
});

test('only the end that is wrong is marked', () => {
  const second = [problem('bad_time', 'when.value[1]')];
  expect([isAtEnd(second, 0), isAtEnd(second, 1)]).toEqual([false, true]);
  const both = [problem('reversed_range')];
  expect([isAtEnd(both, 0), isAtEnd(both, 1)]).toEqual([true, true]);
});
