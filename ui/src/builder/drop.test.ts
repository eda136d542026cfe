import { describe, expect, test } from 'vitest';
import { adler } from '../tree/testing';
import { accountsWords, barredWords, type Dragged, landingAt, landingWords, rulesLandingAt, type Spot } from './drop';

const card = (id: string, top: number): Spot => ({ id, data: { kind: 'card' }, top, left: 300, width: 600, height: 100 });
const spots: Spot[] = [
  { id: 'chip', data: { kind: 'type', type: 'first_to_claim' }, top: 60, left: 300, width: 90, height: 28 },
  card('b', 210),
  card('a', 100),
  { id: 'fallback', data: { kind: 'fallback' }, top: 320, left: 300, width: 600, height: 80 },
];
const smith: Dragged = { kind: 'accounts', accounts: [{ id: 'brown', name: 'Agent Brown' }] };
const claim: Dragged = { kind: 'type', type: 'first_to_claim' };
const land = (dragged: Dragged, x: number, y: number) => landingAt(dragged, x, y, spots)?.landing ?? null;

describe('an account', () => {
  test('lands on a card, between cards, on the fallback or on a kind of rule', () => {
    expect(land(smith, 500, 150)).toEqual({ kind: 'card', rule: 'a' });
    expect(land(smith, 500, 104)).toEqual({ kind: 'between', before: 'a' });
    expect(land(smith, 500, 205)).toEqual({ kind: 'between', before: 'b' });
    expect(land(smith, 500, 315)).toEqual({ kind: 'between', before: null });
    expect(land(smith, 500, 360)).toEqual({ kind: 'fallback' });
    expect(land(smith, 320, 70)).toEqual({ kind: 'type', type: 'first_to_claim' });
  });

  test('lands in the editor of a new rule', () => {
    const draft: Spot = { id: 'new 1', data: { kind: 'draft' }, top: 100, left: 300, width: 600, height: 100 };
    expect(landingAt(smith, 500, 150, [draft])?.landing).toEqual({ kind: 'draft', key: 'new 1' });
  });

  test('lands nowhere beside the cards', () => {
    expect(land(smith, 100, 150)).toBeNull();
    expect(land(smith, 500, 600)).toBeNull();
  });
});

test('a kind of rule lands between cards, in the gap nearest to the hand', () => {
  expect(land(claim, 500, 120)).toEqual({ kind: 'between', before: 'a' });
  expect(land(claim, 500, 180)).toEqual({ kind: 'between', before: 'b' });
  expect(land(claim, 500, 290)).toEqual({ kind: 'between', before: null });
  expect(land(claim, 500, 325)).toEqual({ kind: 'between', before: null });
  expect(land(claim, 500, 360)).toEqual({ kind: 'fallback' });
});

describe('rules', () => {
  const rules = [
    { id: 'a', title: 'A' },
    { id: 'b', title: 'B' },
    { id: 'c', title: 'C' },
  ];
  const all: Spot[] = [
    { id: 'tab x', data: { kind: 'tab', channel: 'x' }, top: 0, left: 300, width: 90, height: 30 },
    card('a', 100),
    card('b', 210),
    card('c', 320),
  ];
  const land = (carried: typeof rules, active: string, y: number) =>
    rulesLandingAt(rules, carried, active, 310, y, all)?.landing ?? null;

  test('land among the cards, several together, or on a channel’s tab', () => {
    expect(land(rules.slice(2), 'c', 110)).toEqual({ kind: 'between', before: 'a' });
    expect(land(rules.slice(0, 1), 'a', 300)).toEqual({ kind: 'between', before: 'c' });
    expect(land(rules.slice(1), 'c', 110)).toEqual({ kind: 'between', before: 'a' });
    expect(land(rules.slice(0, 2), 'a', 390)).toEqual({ kind: 'between', before: null });
    expect(land(rules.slice(0, 2), 'a', 10)).toEqual({ kind: 'tab', channel: 'x' });
  });
});

describe('an impossible drop says why', () => {
  const tree = adler();
  const custom = { id: 'c', title: 'Odd', then: { kind: 'custom' } };
  const board = (account: string) => ({ account, rules: [custom, { id: 'a', title: 'Luxury', then: { kind: 'round_robin_pool' } }], fallback: { then: { kind: 'inbox' } } });
  const away = [...Array(tree.size).keys()].find((row) => tree.name(row) === 'Uptown Office')!;

  test('outside the channel’s account', () => {
    const uptown: Dragged = { kind: 'accounts', accounts: [{ id: tree.id(away), name: 'Uptown Office' }] };
    expect(barredWords(tree, board('downtown'), uptown, { kind: 'card', rule: 'a' })).toBe('Uptown Office is outside Downtown Office');
    expect(barredWords(tree, board('adler'), uptown, { kind: 'card', rule: 'a' })).toBeNull();
    expect(barredWords(tree, board('adler'), uptown, { kind: 'type', type: 'specific_agent' })).toBe('Uptown Office is not an agent');
  });

  test('of several, whoever is', () => {
    const both: Dragged = {
      kind: 'accounts',
      accounts: [
        { id: 'brown', name: 'Agent Brown' },
        { id: 'uptown', name: 'Uptown Office' },
        { id: 'moore', name: 'Bob Moore' },
      ],
    };
    const card = { kind: 'card', rule: 'a' } as const;
    expect(barredWords(tree, board('downtown'), both, card)).toBe('Uptown Office is outside Downtown Office, as is 1 more');
    expect(barredWords(tree, board('adler'), both, card)).toBeNull();
    expect(barredWords(tree, board('adler'), both, { kind: 'type', type: 'specific_agent' })).toBe(
      'A specific agent is one, and a pool takes several',
    );
    expect(barredWords(tree, board('adler'), both, { kind: 'type', type: 'first_to_claim' })).toBeNull();
    expect(accountsWords(both.accounts)).toBe('3 accounts');
    expect(accountsWords(both.accounts.slice(1))).toBe('Uptown Office and Bob Moore');
  });

  test('where there is no pool', () => {
    expect(barredWords(tree, board('adler'), smith, { kind: 'card', rule: 'c' })).toBe('“Odd” is custom logic, which has no pool');
    expect(barredWords(tree, board('adler'), smith, { kind: 'type', type: 'custom' })).not.toBeNull();
    expect(barredWords(tree, board('adler'), smith, { kind: 'fallback' })).toBeNull();
  });

  test('and where every agent is already', () => {
    const all = { kind: 'round_robin_all' };
    const here = { account: 'adler', rules: [{ id: 'a', title: 'Zillow', then: all }], fallback: { then: all } };
    expect(barredWords(tree, here, smith, { kind: 'card', rule: 'a' })).toBe('“Zillow” is over all agents already');
    expect(barredWords(tree, here, smith, { kind: 'fallback' })).toBe('The fallback is over all agents already');
  });

  test('a fallback is of few kinds', () => {
    expect(barredWords(tree, board('adler'), claim, { kind: 'fallback' })).toBe('A fallback cannot be of this kind');
    expect(barredWords(tree, board('adler'), { kind: 'type', type: 'round_robin_all' }, { kind: 'fallback' })).toBeNull();
    expect(barredWords(tree, board('adler'), claim, { kind: 'between', before: null })).toBeNull();
  });

  test('and a possible one says what', () => {
    expect(landingWords(board('adler'), smith, { kind: 'card', rule: 'a' })).toBe('into the pool of “Luxury”');
  });
});
