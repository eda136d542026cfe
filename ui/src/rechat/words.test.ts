import { expect, it } from 'vitest';
import type { RechatStatus } from '../ipc';
import { ageWords, isOld, readingWords, standing } from './words';

const now = Date.parse('2026-11-24T15:00:00Z');

const status = (more: Partial<RechatStatus>): RechatStatus => ({
  settings: { web: 'https://rechat.com', api: 'https://api.rechat.com', client_id: 'x' },
  sign_in: { kind: 'signed_in', who: 'Ada Quill', brokerage: 'Adler & Associates' },
  tokens: { kind: 'key_store' },
  line: { kind: 'up' },
  pulled_at: '2026-11-24T14:00:00Z',
  rules: 'present',
  my_changes: 0,
  elsewhere: null,
  busy: null,
  interrupted_pull: null,
  push: null,
  ...more,
});

it('tells an age by its largest unit', () => {
  expect(ageWords('2026-11-24T14:59:30Z', now)).toBe('just now');
  expect(ageWords('2026-11-24T15:00:30Z', now)).toBe('just now');
  expect(ageWords('2026-11-24T14:48:00Z', now)).toBe('12 min ago');
  expect(ageWords('2026-11-24T12:00:00Z', now)).toBe('3 h ago');
  expect(ageWords('2026-11-23T14:00:00Z', now)).toBe('1 day ago');
  expect(ageWords('2026-11-21T14:00:00Z', now)).toBe('3 days ago');
  expect(ageWords('once', now)).toBe('once');
});

it('points out a mirror of three days', () => {
  expect(isOld('2026-11-21T15:00:00Z', now)).toBe(true);
  expect(isOld('2026-11-21T15:01:00Z', now)).toBe(false);
});

it('says how far a reading has come, also where its end is not known', () => {
  expect(readingWords(null)).toBe('Asking Rechat');
  expect(readingWords({ stage: 'people', done: 300, total: 1200 })).toBe('Reading people, 300 of 1,200');
  expect(readingWords({ stage: 'people', done: 1500, total: 0 })).toBe('Reading people, 1,500');
  expect(readingWords({ stage: 'writing', done: 0, total: 0 })).toBe('Taking it in');
});

it('calls offline a state and an ended sign-in something to do', () => {
  expect(standing(status({})).text).toBe('Connected');
  const down = standing(status({ line: { kind: 'down', since: '2026-11-24T14:00:00Z', why: 'No answer' } }));
  expect(down).toEqual({ tone: 'plain', text: 'Offline', help: 'No answer. Everything but pull and push works.' });
  const ended = standing(status({ sign_in: { kind: 'ended', who: null, brokerage: 'Adler' } }));
  expect([ended.tone, ended.text]).toEqual(['warn', 'Signed out by Rechat']);
  expect(standing(status({ sign_in: { kind: 'signed_out' } })).text).toBe('Signed out');
  expect(standing(status({ sign_in: { kind: 'signed_out' }, pulled_at: null })).text).toBe('Not connected');
});
