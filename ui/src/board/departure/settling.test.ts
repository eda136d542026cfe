import { expect, it } from 'vitest';
import type { PlaceOf } from '../../ipc';
import { allTo, effectWords, firstSettled, placesWords, replacementsOf } from './settling';

const place = (rule: string, more: Partial<PlaceOf> = {}): PlaceOf => ({
  place: { kind: 'rule_action', rule },
  channel: 'c',
  channel_name: 'Listings',
  title: rule,
  words: 'gets every lead',
  removable: true,
  replaceable: true,
  ...more,
});
const places = [place('a'), place('b', { removable: false }), place('c', { replaceable: false })];

it('takes out where it can, asks where it must, leaves what no edit changes', () => {
  expect(places.map(firstSettled)).toEqual([{ as: 'out' }, null, { as: 'stays' }]);
});

it('names in the edit only the places that change', () => {
  expect(replacementsOf(places, allTo(places, 'brown', 'Brown'))).toEqual([
    { place: { kind: 'rule_action', rule: 'a' }, to: 'brown' },
    { place: { kind: 'rule_action', rule: 'b' }, to: 'brown' },
  ]);
  expect(replacementsOf(places, [{ as: 'out' }, null, { as: 'stays' }])).toEqual([
    { place: { kind: 'rule_action', rule: 'a' }, to: null },
  ]);
});

it('says the effect before it is applied', () => {
  expect(effectWords([{ as: 'out' }, null, { as: 'stays' }])).toBe('1 is taken out, 1 stays, 1 still to choose');
  expect(effectWords(allTo(places, 'brown', 'Brown'))).toBe('2 places go to Brown, 1 stays');
  expect(effectWords([])).toBe('');
});

it('counts the places and tells what stays', () => {
  expect(placesWords('Smith', places)).toBe('Smith stands in 2 places of 1 channel. 1 more is an expression, which stays as it is.');
  expect(placesWords('Smith', places.slice(0, 2))).toBe('Smith stands in 2 places of 1 channel.');
  expect(placesWords('Smith', places.slice(2))).toBe('1 is an expression, which stays as it is.');
  expect(placesWords('Smith', [])).toBe('No rule, fallback or follow-up names Smith.');
});
