// What is wrong with a test's value, told by what its field asks for. The engine's own words point
// into a book's text, where `"value" must be a number, found "abc"` helps; beside a field they do not.
import type { Problem, ValueShape, ValueSource } from '../ipc';
import { isBlank } from './values';

/** Told while nothing is typed, and when what is typed cannot be read as that. */
const ASKS: Readonly<Record<ValueShape, { blank: string; unread: string | null; help: string | null }>> = {
  nothing: { blank: '', unread: null, help: null },
  text: { blank: 'type what to compare with', unread: null, help: null },
  pattern: { blank: 'type a regular expression', unread: null, help: null },
  texts: { blank: 'add at least one value', unread: null, help: null },
  number: { blank: 'type a number', unread: 'this is no number', help: 'try 1,000,000 or 1m' },
  number_range: { blank: 'type two numbers', unread: 'both ends must be numbers', help: 'try 800,000 or 1.2m' },
  date_range: { blank: 'type two days', unread: 'both ends must be days', help: 'try 2026-12-24 or Dec 24, 2026' },
  time_range: { blank: 'type two times', unread: 'both ends must be times of day', help: 'try 18:00 or 6pm' },
  weekdays: { blank: 'choose at least one day', unread: null, help: null },
};

const UNREAD: ReadonlySet<string> = new Set(['wrong_type', 'bad_date', 'bad_time', 'blank_text']);

/** The problems of one value, each told once. */
export function valueProblems(problems: readonly Problem[], shape: ValueShape, value: ValueSource | null): Problem[] {
  const [first] = problems;
  if (!first) return [];
  const { blank, unread, help } = ASKS[shape];
  if (isBlank(value) && blank !== '') return [{ ...first, message: blank, help: null }];
  if (unread !== null && problems.every(({ code }) => UNREAD.has(code))) return [{ ...first, message: unread, help }];
  return problems.map((problem) =>
    problem.code === 'reversed_range' ? { ...problem, message: 'the first end comes after the second', help: null } : problem,
  );
}

/** Whether a problem lies at this end of a range, or at the value as a whole. */
export function isAtEnd(problems: readonly Problem[], end: 0 | 1): boolean {
  const other = `[${1 - end}]`;
  return problems.some(({ place }) => !place.endsWith(other));
}
