import { describe, expect, it } from 'vitest';
import { announcer, beforeAt, overAt, placeInWords } from './drag';

const rules = [
  { id: 'a', title: 'Relocation' },
  { id: 'b', title: 'Zillow' },
  { id: 'c', title: 'Luxury' },
];

describe('dropping rules', () => {
  it('takes the place of the rule they are dropped on', () => {
    expect(beforeAt(rules, ['c'], 'c', 'a')).toBe('a');
    expect(beforeAt(rules, ['a'], 'a', 'b')).toBe('c');
    expect(beforeAt(rules, ['a'], 'a', 'c')).toBeNull();
    expect(beforeAt(rules, ['b'], 'b', 'b')).toBe('c');
  });

  it('keeps several together in front of one that stays', () => {
    expect(beforeAt(rules, ['a', 'b'], 'b', 'a')).toBe('c');
    expect(beforeAt(rules, ['b', 'c'], 'c', 'a')).toBe('a');
    expect(beforeAt(rules, ['a', 'b'], 'a', 'c')).toBeNull();
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
  const said = announcer(rules, (rule) => [rule]);

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

  it('counts several', () => {
    const both = announcer(rules, () => ['a', 'b']);
    const active = { id: 'a' };
    expect(both.onDragStart({ active })).toBe('Picked up 2 rules.');
    expect(both.onDragOver({ active, over: { id: 'b' } })).toBe('2 rules would go above “Luxury”.');
    expect(both.onDragOver({ active, over: { id: 'tab x' } })).toBe('2 rules would go to another channel.');
    expect(both.onDragEnd({ active, over: { id: 'c' } })).toBe('Dropped 2 rules at the end.');
    expect(both.onDragCancel({ active })).toBe('Cancelled. 2 rules stay where they were.');
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
