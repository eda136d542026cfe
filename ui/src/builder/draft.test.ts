import { describe, expect, test } from 'vitest';
import type { ActionSource, FallbackSource, RuleSource } from '../ipc';
import {
  emptyRule,
  mergedOver,
  minutesOf,
  missingOf,
  NO_ACTION,
  newFollowUp,
  ofAction,
  ofRule,
  problemsAt,
  toAction,
  toFallback,
  toRule,
  withDropped,
} from './draft';

const rule: RuleSource = {
  name: 'Luxury',
  enabled: true,
  when: { all: [{ field: 'listing.price', op: 'ge', value: 1_000_000 }, { not: { field: 'tags', op: 'is_empty' } }] },
  then: { type: 'round_robin', pool: [{ account: 'smith', weight: 2 }] },
  follow_up: [
    { type: 'task', title: 'Call', due_minutes: 5 },
    { type: 'tag', tag: 'Luxury' },
    { type: 'notify', account: 'smith' },
    { type: 'flow', name: 'Welcome' },
  ],
};

const actions: ActionSource[] = [
  { type: 'specific_agent', agent: 'smith' },
  { type: 'round_robin', pool: 'all' },
  { type: 'round_robin', pool: [{ account: 'smith', weight: 3 }] },
  { type: 'first_to_claim', pool: 'all', window_minutes: 15, on_timeout: 'fallback' },
  { type: 'first_to_claim', pool: [], window_minutes: 1, on_timeout: 'next_rule' },
  { type: 'custom', expression: 'null' },
];
const fallbacks: FallbackSource[] = [
  { type: 'inbox' },
  { type: 'specific_agent', agent: 'smith' },
  { type: 'round_robin', pool: 'all' },
  { type: 'round_robin', pool: [{ account: 'smith', weight: 3 }] },
];

describe('a draft', () => {
  test('gives back the rule it was opened from', () => {
    expect(toRule(ofRule(rule))).toEqual(rule);
    expect(toRule(ofRule({ ...rule, name: null, when: null }))).toEqual({ ...rule, name: null, when: null });
  });

  test.each(actions)('gives back $type', (action) => {
    expect(toAction(ofAction(action))).toEqual(action);
  });

  test.each(fallbacks)('gives back the fallback $type', (fallback) => {
    expect(toFallback(ofAction(fallback))).toEqual(fallback);
  });

  test('a blank name is none', () => {
    expect(toRule({ ...ofRule(rule), name: '  ' }).name).toBeNull();
  });

  test('for dropped accounts starts with them', () => {
    expect(toAction(emptyRule('round_robin_pool', ['a', 'b']).then)).toMatchObject({
      pool: [{ account: 'a', weight: 1 }, { account: 'b', weight: 1 }],
    });
    expect(toAction(emptyRule('specific_agent', ['a']).then)).toEqual({ type: 'specific_agent', agent: 'a' });
    expect(toAction(emptyRule('first_to_claim').then)).toMatchObject({ pool: 'all' });
  });
});

test('what is missing is said at its field', () => {
  const places = (then: Partial<typeof NO_ACTION>) => missingOf({ ...NO_ACTION, ...then }, []).map(({ place }) => place);
  expect(places({ type: 'specific_agent' })).toEqual(['then.agent']);
  expect(places({ type: 'round_robin_pool' })).toEqual(['then.pool']);
  expect(places({ type: 'first_to_claim', all: true, minutes: '0' })).toEqual(['then.window_minutes']);
  expect(places({ type: 'first_to_claim', all: true, minutes: '43201' })).toEqual(['then.window_minutes']);
  expect(places({ type: 'custom', expression: ' ' })).toEqual(['then.expression']);
  expect(places({ type: 'round_robin_all' })).toEqual([]);
  const steps = (['notify', 'tag', 'task', 'flow'] as const).map(newFollowUp);
  expect(missingOf({ ...NO_ACTION, type: 'inbox' }, steps).map(({ place }) => place)).toEqual([
    'follow_up[0].account',
    'follow_up[1].tag',
    'follow_up[2].title',
    'follow_up[3].name',
  ]);
});

test.each([
  ['15', 15],
  [' 5 ', 5],
  ['', null],
  ['1.5', null],
  ['-1', null],
  ['soon', null],
])('%s minutes', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test('saving keeps what others changed meanwhile in parts the editor left alone', () => {
  const now = { ...rule, enabled: false, follow_up: [] };
  expect(mergedOver(rule, { ...rule, name: 'Estates' }, now)).toEqual({ ...now, name: 'Estates' });
});

test('problems of a place are its own and those below', () => {
  const problem = (place: string) => ({ code: 'x', place, message: '', help: null });
  const all = ['when', 'when.all[1].value', 'when.all[10]', 'whenever'].map(problem);
  expect(problemsAt(all, 'when').length).toBe(3);
  expect(problemsAt(all, 'when.all[1]').length).toBe(1);
  expect(problemsAt(all, 'when', true).length).toBe(1);
});

test('what is dropped on an open action is its agent, or makes a pool', () => {
  const isAgent = (account: string) => account !== 'uptown';
  const one = { ...NO_ACTION, type: 'specific_agent' as const };
  expect(withDropped(one, ['smith'], isAgent)).toMatchObject({ type: 'specific_agent', agent: 'smith' });
  expect(withDropped(one, ['uptown'], isAgent)).toMatchObject({ type: 'round_robin_pool', members: [{ account: 'uptown' }] });
  const taken = { ...one, agent: 'smith' };
  expect(withDropped(taken, ['brown'], isAgent).members.map(({ account }) => account)).toEqual(['smith', 'brown']);
  const claim = { ...NO_ACTION, type: 'first_to_claim' as const, all: true };
  expect(withDropped(claim, ['brown'], isAgent)).toMatchObject({ type: 'first_to_claim', all: false, members: [{ account: 'brown' }] });
});
