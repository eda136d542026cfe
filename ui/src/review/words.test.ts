import { expect, it } from 'vitest';
import type { Conflict, Deletion, Review, SampleLanding } from '../ipc';
import { blockers, callWords, headline, isConfirmed, landingWords, samplesWords, stateWords, stepsWords, tickedWords } from './words';

const line = { kind: 'rule_moved', channel: 'c', rule: 'r', words: 'Moved rule “A” above “B”' };
const conflict = (id: string, chosen: Conflict['chosen']): Conflict => ({
  id,
  channel: 'c',
  rule: 'r',
  about: 'the name of rule “A”',
  mine: 'A',
  theirs: 'B',
  chosen,
});
const newsletter: Deletion = { channel: 'n', words: 'Removed channel “Newsletter”', type_this: 'Newsletter' };
const review = (more: Partial<Review>): Review => ({
  plan: 'p',
  fetched_at: '2026-11-24T15:00:00Z',
  empty: false,
  mine: [],
  theirs: [],
  conflicts: [],
  deletions: [],
  samples: [],
  places: [],
  sheet: null,
  ...more,
});

it('says first what there is to do', () => {
  expect(headline(review({ mine: [line] }))).toBe('1 change to push');
  expect(headline(review({ mine: [line, line], conflicts: [conflict('a', null)] }))).toBe('2 changes to push');
  expect(headline(review({ conflicts: [conflict('a', null)] }))).toBe('1 conflict to settle');
  expect(headline(review({ empty: true }))).toBe('Nothing to push');
  expect(headline(review({ mine: [line], sheet: [] }))).toBe('1 change to make at Rechat');
});

it('holds a push back until every side is chosen and every deletion typed', () => {
  const conflicts = [conflict('a', null), conflict('b', 'mine'), conflict('c', null)];
  const made = review({ mine: [line], conflicts, deletions: [newsletter] });
  expect(blockers(made, {})).toEqual(['Choose a side in 2 conflicts', 'Type the name of 1 channel to delete']);
  const settled = review({ mine: [line], conflicts: [conflict('a', 'theirs')], deletions: [newsletter] });
  expect(blockers(settled, { n: 'newsletter' })).toEqual(['Type the name of 1 channel to delete']);
  expect(blockers(settled, { n: ' Newsletter ' })).toEqual([]);
});

it('takes no name for another', () => {
  expect(isConfirmed(newsletter, { m: 'Newsletter' })).toBe(false);
  expect(isConfirmed(newsletter, { n: 'Newslette' })).toBe(false);
});

it('counts the samples that land elsewhere', () => {
  const sample = (id: string, changed: boolean): SampleLanding => ({ sample: id, name: id, base: null, theirs: null, merged: null, changed });
  expect(samplesWords([])).toBe('No sample leads');
  expect(samplesWords([sample('a', false)])).toBe('The sample lead lands as before');
  expect(samplesWords([sample('a', false), sample('b', false)])).toBe('All 2 sample leads land as before');
  expect(samplesWords([sample('a', true), sample('b', false)])).toBe('1 of 2 sample leads lands elsewhere');
  expect(samplesWords([sample('a', true), sample('b', true)])).toBe('2 of 2 sample leads land elsewhere');
  expect(landingWords(null)).toBe('Nowhere: there is no such channel');
});

it('tells steps and calls', () => {
  expect(stateWords('sent', true)).toBe('Sending');
  expect(stateWords('sent', false)).toBe('No answer');
  expect(stateWords('undecided', false)).toBe('Not known');
  expect(stepsWords([{ state: 'done' }, { state: 'sent' }, { state: 'waiting' }])).toBe('1 of 3 steps done');
  const step = { id: 's', number: 1, words: 'x', in_full: [], can_be_read_back: true, ticked: true };
  expect(tickedWords([step, { ...step, ticked: false }])).toBe('1 of 2 steps ticked');
  const call = { call: 'put_rules', channel: '5f0c…', words: [], state: 'done' as const, result: 'done' };
  expect(callWords(call)).toBe('Write the rules of 5f0c…: done');
  expect(callWords({ ...call, state: 'refused', result: 'answer 400' })).toBe('Write the rules of 5f0c…: refused, answer 400');
});
