import { describe, expect, it } from 'vitest';
import type { ConditionView } from '../ipc';
import { CALM, inWords, type Light, lightOf, turn } from './chips';
import { testOf } from './testing';

const all = (passed: boolean | null, ...parts: ConditionView[]): ConditionView => ({ kind: 'all', passed, parts });
const any = (passed: boolean | null, ...parts: ConditionView[]): ConditionView => ({ kind: 'any', passed, parts });
const not = (passed: boolean | null, part: ConditionView): ConditionView => ({ kind: 'not', passed, part });

/** Each test with how it shows: + lit, - failed, . calm. */
function lights(node: ConditionView, around: Light = CALM): string {
  const light = lightOf(node, around);
  if (node.kind === 'test') return node.words + (light.light === null ? '.' : light.light ? '+' : '-');
  if (node.kind === 'not') return lights(node.part, turn(light));
  return node.parts.map((part) => lights(part, light)).join(' ');
}

describe('the lights of a traced condition', () => {
  it('stay off without a trace', () => {
    expect(lights(all(null, testOf('a'), testOf('b')))).toBe('a. b.');
  });

  it('show what passed and what failed', () => {
    expect(lights(all(false, testOf('a', true), testOf('b', false)))).toBe('a+ b-');
    expect(lights(all(true, testOf('a', true), testOf('b', true)))).toBe('a+ b+');
  });

  it('keep a failed alternative calm where another carried the group', () => {
    expect(lights(any(true, testOf('a', false), testOf('b', true)))).toBe('a. b+');
    expect(lights(any(false, testOf('a', false), testOf('b', false)))).toBe('a- b-');
  });

  it('turn round under not', () => {
    expect(lights(not(false, testOf('a', true)))).toBe('a-');
    expect(lights(not(true, testOf('a', false)))).toBe('a+');
    expect(lights(not(true, not(false, testOf('a', true))))).toBe('a+');
  });

  it('hold for groups within groups', () => {
    const node = all(false, testOf('a', true), any(false, testOf('b', false), not(false, testOf('c', true))));
    expect(lights(node)).toBe('a+ b- c-');
  });
});

it('says a nested condition in words', () => {
  const node = all(null, testOf('price ≥ 1'), any(null, testOf('a'), not(null, testOf('b'))));
  expect(inWords(node)).toBe('price ≥ 1 and (a or not (b))');
  expect(inWords(all(null))).toBe('always');
  expect(inWords(any(null))).toBe('never');
});
