// What is typed about when an agent gets leads, read and put in order.
import { readDate } from '../../builder/values';

/** Both days count. */
export interface Days {
  from: string;
  through: string;
}

/** Most leads a day that the book can say. */
const MOST = 4_294_967_295;

/** `null` for as many as come; `undefined` if that is no cap. */
export function readCap(text: string): number | null | undefined {
  const plain = text.trim().replace(/,/gu, '');
  if (plain === '') return null;
  const cap = /^\d+$/u.test(plain) ? Number(plain) : Number.NaN;
  return cap <= MOST ? cap : undefined;
}

/** One day where the last is left blank; what is wrong in words. */
export function readDays(first: string, last: string): Days | string {
  const from = readDate(first);
  if (from === null) return 'No such first day. Try 2026-12-24.';
  const through = last.trim() === '' ? from : readDate(last);
  if (through === null) return 'No such last day. Try 2026-12-31.';
  return from <= through ? { from, through } : 'The last day is before the first.';
}

/** In the order of their first days. */
export function withDays(away: readonly Days[], days: Days): Days[] {
  return [...away, days].map(plain).sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}

export function withoutDays(away: readonly Days[], at: number): Days[] {
  return away.filter((_, place) => place !== at).map(plain);
}

function plain({ from, through }: Days): Days {
  return { from, through };
}
