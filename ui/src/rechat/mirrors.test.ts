import { expect, it } from 'vitest';
import type { KnownMirror } from '../ipc';
import { mirrorName } from './mirrors';

const now = Date.parse('2026-11-24T15:00:00Z');
const mirror = (title: string, file: string, pulled_at: string | null = null): KnownMirror => ({
  title,
  file,
  pulled_at,
  is_open: false,
  api: null,
});

it('calls a mirror by its brokerage and age, and by its file where two share a name', () => {
  const adler = mirror('Adler & Associates', '/data/brokerage.mirror');
  const again = mirror('Adler & Associates', 'C:\\data\\adler-2.mirror', '2026-11-24T12:00:00Z');
  const other = mirror('Boone Realty', '/data/boone.mirror', '2026-11-24T14:59:40Z');
  const all = [adler, again, other];
  expect(all.map((one) => mirrorName(one, all, now))).toEqual([
    'Adler & Associates (brokerage.mirror, never pulled)',
    'Adler & Associates (adler-2.mirror, pulled 3 h ago)',
    'Boone Realty (pulled just now)',
  ]);
});
