import { describe, expect, it } from 'vitest';
import type { StepView } from '../ipc';
import { simulation, step } from '../simulator/testing';
import { boardOf } from './testing';
import { traceOf } from './trace';

const rule = (id: string, verdict: StepView['verdict'], more = {}) => step({ rule: id, verdict, ...more });
const besides = (kind: StepView['kind'], verdict: StepView['verdict'], more = {}) => step({ kind, verdict, rule: null, ...more });
const landing = (steps: StepView[]) => simulation({ channel: 'channel', steps });
const reaches = (steps: StepView[]) => {
  const trace = traceOf(boardOf('abcd'), landing(steps));
  return [...(trace?.cards ?? [])].map(([id, { reach }]) => `${id} ${reach}`);
};

describe('the lead on the board', () => {
  it('runs past, is taken, and leaves the rest unreached', () => {
    const steps = [
      besides('assignee', 'none'),
      rule('a', 'no_match'),
      rule('b', 'disabled'),
      rule('c', 'assigned', { pool: [{ account: 'x', chosen: false }, { account: 'y', chosen: true }] }),
      rule('d', 'not_reached', { would_match: true }),
      besides('fallback', 'not_reached'),
    ];
    expect(reaches(steps)).toEqual(['a past', 'b past', 'c won', 'd below']);
    const trace = traceOf(boardOf('abcd'), landing(steps));
    expect(trace?.cards.get('c')).toMatchObject({ step: 3, chosen: 'y' });
    expect(trace?.cards.get('d')?.wouldMatch).toBe(true);
    expect(trace?.fallback?.reach).toBe('below');
    expect(trace?.before).toBeNull();
  });

  it('ends in the fallback where no rule takes it', () => {
    const trace = traceOf(boardOf('a'), landing([rule('a', 'declined'), besides('fallback', 'inbox')]));
    expect(trace?.cards.get('a')?.reach).toBe('past');
    expect(trace?.fallback?.reach).toBe('won');
  });

  it('goes on in reserve below an offer, whether or not the steps come twice', () => {
    const offered = rule('a', 'offered');
    expect(reaches([offered, rule('b', 'no_match', { depth: 1 }), rule('c', 'assigned', { depth: 1 })])).toEqual([
      'a won',
      'b spare',
      'c spare',
    ]);
    expect(reaches([offered, rule('b', 'not_reached'), rule('b', 'assigned', { depth: 1 })])).toEqual([
      'a won',
      'b spare',
    ]);
  });

  it('is taken before the rules by an assignee', () => {
    const steps = [besides('assignee', 'assigned', { title: 'Assignees' }), rule('a', 'not_reached')];
    expect(traceOf(boardOf('a'), landing(steps))?.before).toEqual({ step: 0, title: 'Assignees' });
  });

  it('shows only on its own channel', () => {
    expect(traceOf(boardOf('a'), simulation({ channel: 'other' }))).toBeNull();
    expect(traceOf(boardOf('a'), null)).toBeNull();
  });
});
