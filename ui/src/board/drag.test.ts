import { describe, expect, it } from 'vitest';
import { announcer, dropEdge, dropOn, overAt, placeInWords } from './drag';

const rules = [
  { id: 'a', title: 'Relocation' },
  { id: 'b', title: 'Zillow' },
  { id: 'c', title: 'Luxury' },
];

describe('dropping a rule', () => {
  it('takes the place of the rule it is dropped on', () => {
    expect(dropOn(rules, 'c', 'a')).toEqual({ kind: 'move_rule', rule: 'c', before: 'a' });
    expect(dropOn(rules, 'a', 'b')).toEqual({ kind: 'move_rule', rule: 'a', before: 'c' });
    expect(dropOn(rules, 'a', 'c')).toEqual({ kind: 'move_rule', rule: 'a', before: null });
  });

  it('changes nothing on itself, beside the list or on a stranger', () => {
    expect(dropOn(rules, 'b', 'b')).toBeNull();
    expect(dropOn(rules, 'b', null)).toBeNull();
    expect(dropOn(rules, 'b', 'z')).toBeNull();
  });

  it('draws its line on the side the rule would come to lie', () => {
    expect(dropEdge(rules, 'c', 'a', 'a')).toBe('above');
    expect(dropEdge(rules, 'a', 'c', 'c')).toBe('below');
    expect(dropEdge(rules, 'a', 'c', 'b')).toBeNull();
    expect(dropEdge(rules, 'a', 'a', 'a')).toBeNull();
    expect(dropEdge(rules, null, null, 'a')).toBeNull();
  });
});

describe('the card whose place a carried rule would take', () => {
  // Mounted in another order than they stand.
  const cards = [
    { id: 'b', top: 100, height: 100 },
    { id: 'a', top: 0, height: 100 },
    { id: 'c', top: 200, height: 100 },
  ];

  it('is decided by the middle of each card', () => {
    expect(overAt(cards, 'c', 110)).toBe('b');
    expect(overAt(cards, 'c', 40)).toBe('a');
    expect(overAt(cards, 'c', 190)).toBe('c');
    expect(overAt(cards, 'a', 140)).toBe('a');
    expect(overAt(cards, 'a', 210)).toBe('b');
    expect(overAt(cards, 'a', 260)).toBe('c');
  });

  it('holds beyond the ends of the list', () => {
    expect(overAt(cards, 'b', -500)).toBe('a');
    expect(overAt(cards, 'b', 5000)).toBe('c');
    expect(overAt([], 'b', 0)).toBeNull();
  });
});

describe('what a screen reader hears', () => {
  const said = announcer(rules);

  it('names the rule, its place and its neighbours', () => {
    expect(placeInWords(rules, 'c', 1)).toBe('place 2 of 3, between “Relocation” and “Zillow”');
    expect(placeInWords(rules, 'c', 0)).toBe('place 1 of 3, above “Relocation”');
    expect(placeInWords(rules, 'a', 2)).toBe('place 3 of 3, below “Luxury”');
    expect(placeInWords([{ id: 'a', title: 'A' }], 'a', 0)).toBe('place 1 of 1, alone');
  });

  it('follows a drag from picking up to dropping', () => {
    const active = { id: 'a' };
    expect(said.onDragStart({ active })).toBe('Picked up “Relocation”, place 1 of 3, above “Zillow”.');
    expect(said.onDragOver({ active, over: { id: 'c' } })).toBe(
      '“Relocation” would go to place 3 of 3, below “Luxury”.',
    );
    expect(said.onDragEnd({ active, over: { id: 'b' } })).toBe(
      'Dropped “Relocation” at place 2 of 3, between “Zillow” and “Luxury”.',
    );
    expect(said.onDragEnd({ active, over: active })).toBe('“Relocation” stays where it was.');
    expect(said.onDragCancel({ active })).toBe('Cancelled. “Relocation” stays where it was.');
  });

  it('leaves other things and other places to those who know them', () => {
    const stranger = { id: 'tree' };
    expect(said.onDragStart({ active: stranger })).toBeUndefined();
    expect(said.onDragOver({ active: stranger, over: { id: 'a' } })).toBeUndefined();
    expect(said.onDragOver({ active: { id: 'a' }, over: { id: 'tab x' } })).toBe('“Relocation” would go to another channel.');
    expect(said.onDragEnd({ active: { id: 'a' }, over: { id: 'tab x' } })).toBeUndefined();
    expect(said.onDragCancel({ active: stranger })).toBe('Cancelled. Nothing changed.');
  });
});
