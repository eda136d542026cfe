// What is typed into a test's value, and what it means. Text that cannot be read stays text, and the
// engine says at the field what is wrong with it.
import type { FieldInfo, OperatorInfo, ValueShape, ValueSource } from '../ipc';
import type { Test } from './condition';

/** A pasted column or list: values parted by lines, commas, tabs or semicolons. */
export function splitValues(text: string): string[] {
  return text
    .split(/[\n\r,\t;]+/u)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** A list with more values, each once, whatever its case. */
export function withValues(list: readonly string[], more: readonly string[]): string[] {
  const seen = new Set(list.map(folded));
  const news = more.filter((value) => {
    const isNew = !seen.has(folded(value));
    seen.add(folded(value));
    return isNew;
  });
  return [...list, ...news];
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

/** `$1,250,000`, `1.25m`, `800k` */
export function readNumber(text: string): number | null {
  const found = /^(-?)\$?(\d[\d,]*(?:\.\d+)?|\.\d+)([kmb]?)$/iu.exec(text.replaceAll(/\s/gu, ''));
  if (!found) return null;
  const [, sign = '', digits = '', scale = ''] = found;
  const size = Number(digits.replaceAll(',', '')) * (SCALES[scale.toLowerCase()] ?? 1);
  // 1.1m is 1,100,000 and not 1,100,000.0000000001.
  const exact = Number(size.toPrecision(15));
  return sign === '-' ? -exact : exact;
}

export function numberWords(number: number): string {
  return number.toLocaleString('en-US', { maximumFractionDigits: 10 });
}

/** `9`, `9:30`, `6pm`, `18.30`, `24:00` as `HH:MM`. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/iu.exec(text.trim());
  if (!found) return null;
  const [, hourText = '', minuteText = '0', half] = found;
  let hour = Number(hourText);
  const minute = Number(minuteText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-12-24`, `12/24/2026`, `Dec 24, 2026`, `24 December 2026` as `2026-12-24`; days that are in no calendar are none. */
export function readDate(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(plain);
  if (iso) return dateOf(iso[1], Number(iso[2]), iso[3]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/u.exec(plain);
  if (slashed) return dateOf(slashed[3], Number(slashed[1]), slashed[2]);
  const named = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/u.exec(plain) ?? /^(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})$/u.exec(plain);
  if (!named) return null;
  const [, one = '', other = '', year] = named;
  const [month, day] = /^\d/u.test(one) ? [other, one] : [one, other];
  return dateOf(year, MONTHS.indexOf(month.slice(0, 3)) + 1, day);
}

function dateOf(yearText = '', month: number, dayText = ''): string | null {
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  const day = Number(dayText);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export type Limit = string | number;

export function limitsOf(value: ValueSource | null): [Limit, Limit] {
  if (!Array.isArray(value)) return [value ?? '', ''];
  return [value[0] ?? '', value[1] ?? ''];
}

/** Two ends as one value; a half-typed end makes texts of both, which the engine points at. */
export function ofLimits(low: Limit, high: Limit): ValueSource {
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : [String(low), String(high)];
}

export function textsOf(value: ValueSource | null): string[] {
  if (value === null || value === '') return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

export function isBlank(value: ValueSource | null): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.every((each) => each === ''));
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The value a test starts with, keeping what fits of the one before. */
export function valueFor(shape: ValueShape, before: ValueSource | null): ValueSource | null {
  const texts = textsOf(before);
  switch (shape) {
    case 'nothing':
      return null;
    case 'text':
    case 'pattern':
      return texts.length === 1 ? (texts[0] ?? '') : '';
    case 'texts':
      return texts.filter((text) => text !== '');
    case 'number':
      return typeof before === 'number' ? before : (firstNumber(before) ?? '');
    case 'number_range':
      return ofLimits(typeof before === 'number' ? before : (firstNumber(before) ?? ''), lastNumber(before) ?? '');
    case 'date_range':
      return ['', ''];
    case 'time_range':
      return ['18:00', '08:00'];
    case 'weekdays':
      return ['sat', 'sun'];
  }
}

function firstNumber(value: ValueSource | null): number | null {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'number' ? first : null;
}

function lastNumber(value: ValueSource | null): number | null {
  const last = Array.isArray(value) ? value[1] : null;
  return typeof last === 'number' ? last : null;
}

export function fieldOf(table: readonly FieldInfo[], name: string): FieldInfo | null {
  return table.find((field) => field.name === name) ?? null;
}

export function operatorOf(field: FieldInfo | null, name: string): OperatorInfo | null {
  return field?.operators.find((operator) => operator.name === name) ?? null;
}

/** The test about another field: its operator stays where it is legal there, its value where that fits. */
export function withField(table: readonly FieldInfo[], test: Test, name: string): Test {
  const field = fieldOf(table, name);
  const before = fieldOf(table, test.field);
  const operator = operatorOf(field, test.op) ?? field?.operators[0];
  if (!field || !operator) return test;
  const kept = field.kind === before?.kind && operator.name === test.op;
  const value = kept ? test.value : valueFor(operator.takes, field.kind === before?.kind ? test.value : null);
  return { ...test, field: name, op: operator.name, value };
}

export function withOperator(table: readonly FieldInfo[], test: Test, name: string): Test {
  const field = fieldOf(table, test.field);
  const operator = operatorOf(field, name);
  if (!operator) return test;
  const same = operatorOf(field, test.op)?.takes === operator.takes;
  return { ...test, op: name, value: same ? test.value : valueFor(operator.takes, test.value) };
}
