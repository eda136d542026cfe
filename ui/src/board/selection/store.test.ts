import { beforeEach, expect, it } from 'vitest';
import { empty, useApp } from '../../state/store';
import { boardOf } from '../testing';
import { carriedBy, meantBy, selectedOf, useSelection } from './store';

const board = boardOf('abcd');

beforeEach(() => {
  useApp.setState({ ...empty, channel: board.id, channels: { [board.id]: { revision: 1, board } } });
  useSelection.setState({ chosen: new Set(['d', 'b', 'gone']), anchor: 'b' });
});

it('means all that are selected by one of them, and another by itself', () => {
  expect(meantBy(board.rules, 'd').map(({ id }) => id)).toEqual(['b', 'd']);
  expect(meantBy(board.rules, 'a').map(({ id }) => id)).toEqual(['a']);
  expect(carriedBy('b')).toEqual(['b', 'd']);
  expect(carriedBy('nowhere')).toEqual([]);
});

it('lets go when another channel is shown', () => {
  useApp.setState({ edits: { ...empty.edits, revision: 2 } });
  expect(selectedOf(board.rules)).toHaveLength(2);
  useApp.setState({ channel: 'other' });
  expect(useSelection.getState().chosen.size).toBe(0);
});
