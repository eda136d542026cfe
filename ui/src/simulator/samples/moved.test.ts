import { expect, it } from 'vitest';
import type { SampleOutcome } from '../../ipc';
import { movedSamples, movedWords } from './moved';

const sample = (id: string) => ({ id, name: id.toUpperCase(), channel: 'c', captured_at: 't', payload: '{}', shipped: true });
const outcome = (id: string, more: Partial<SampleOutcome>): SampleOutcome => ({
  sample: id,
  channel: 'c',
  outcome: 'assigned',
  rule: null,
  before: 'Goes to Smith.',
  after: 'Goes to Brown.',
  changed: true,
  ...more,
});

it('lists what the last step moved, before and after', () => {
  const outcomes = [outcome('b', {}), outcome('a', { changed: false }), outcome('c', { outcome: null, after: null })];
  expect(movedSamples([sample('a'), sample('b'), sample('c')], outcomes)).toEqual([
    { sample: 'b', name: 'B', before: 'Goes to Smith.', after: 'Goes to Brown.' },
    { sample: 'c', name: 'C', before: 'Goes to Smith.', after: 'cannot be read' },
  ]);
  expect(movedSamples([sample('a')], [])).toEqual([]);
});

it('has words only for samples that moved', () => {
  const words = movedWords([outcome('a', { before: null }), outcome('b', { changed: false })]);
  expect([...words]).toEqual([['a', 'Before: there was no such sample\nNow: Goes to Brown.']]);
});
