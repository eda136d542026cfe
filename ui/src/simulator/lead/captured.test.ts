import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  capturedInWords,
  capturedInZone,
  capturedNow,
  OFFSETS,
  readCaptured,
  withPart,
  writeCaptured,
} from './captured';

const read = (text: string) => readCaptured(text)!;

it('takes a moment apart and puts it together again', () => {
  expect(read('2026-11-24T09:12:30.250-06:00')).toEqual({
    date: '2026-11-24',
    time: '09:12',
    seconds: ':30.250',
    offset: '-06:00',
  });
  const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, fc.constantFrom(...OFFSETS), (date, offset) => {
      const text = `${date.toISOString().slice(0, 23)}${offset === '+00:00' ? 'Z' : offset}`;
      expect(writeCaptured(read(text))).toBe(text);
    }),
  );
});

it('refuses what is no moment', () => {
  for (const text of [
    '',
    'today',
    '2026-11-24',
    '2026-02-30T09:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:12:00',
  ]) {
    expect(readCaptured(text)).toBeNull();
  }
});

it('changes one part and keeps the others, and leaves a half-typed part alone', () => {
  const captured = read('2026-11-24T09:12:30-06:00');
  expect(writeCaptured(withPart(captured, 'date', '2026-11-28')!)).toBe('2026-11-28T09:12:30-06:00');
  expect(writeCaptured(withPart(captured, 'offset', '+00:00')!)).toBe('2026-11-24T09:12:30Z');
  expect(withPart(captured, 'time', '')).toBeNull();
});

it('says the day in words, and the channel clock where it differs', () => {
  const captured = read('2026-11-24T09:12:00-06:00');
  expect(capturedInWords(captured)).toBe('Tue 24 Nov 2026, 09:12');
  expect(capturedInZone(captured, 'America/Chicago')).toBeNull();
  expect(capturedInZone(captured, 'Asia/Tokyo')).toBe('Wed 25 Nov 2026, 00:12');
  expect(capturedInZone(captured, 'No/Where')).toBeNull();
});

it('starts a new lead at this minute', () => {
  const now = new Date('2026-11-24T09:12:44.100Z');
  expect(capturedNow(now, 'America/Chicago')).toBe('2026-11-24T03:12:00-06:00');
  expect(capturedNow(now, 'Asia/Kathmandu')).toBe('2026-11-24T14:57:00+05:45');
  expect(capturedNow(new Date('2026-07-01T02:00:00Z'), 'America/St_Johns')).toBe('2026-06-30T23:30:00-02:30');
  expect(capturedNow(new Date('2026-07-01T02:00:59.999Z'), 'UTC')).toBe('2026-07-01T02:00:00Z');
  expect(new Date(capturedNow(now)).getTime()).toBe(new Date('2026-11-24T09:12:00Z').getTime());
});
