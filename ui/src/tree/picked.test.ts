import { beforeEach, expect, it } from 'vitest';
import { empty, useApp } from '../state/store';
import { carriedFrom, picked, usePicked } from './picked';
import { adler, treeOf } from './testing';

const tree = adler();
const rowOf = (id: string) => tree.rowOf(id) ?? -1;

beforeEach(() => {
  useApp.setState({ ...empty, tree });
  usePicked.setState({ chosen: new Set([rowOf('smith'), rowOf('brown')]), anchor: rowOf('smith') });
});

it('carries all that are picked, in the tree’s order, or one that is not', () => {
  expect(carriedFrom(tree, rowOf('smith')).map(({ id }) => id)).toEqual(['brown', 'smith']);
  expect(carriedFrom(tree, rowOf('moore'))).toEqual([{ id: 'moore', name: 'Bob Moore' }]);
});

it('keeps who is still in the same row of a new tree', () => {
  useApp.setState({ tree: adler() });
  expect(picked(tree)).toHaveLength(2);
  const smaller = treeOf([
    { parent: null, name: 'Adler & Associates', id: 'adler', kind: 0 },
    { parent: 0, name: 'Downtown Office', id: 'downtown', kind: 2 },
    { parent: 1, name: 'Agent Brown', id: 'brown' },
  ]);
  useApp.setState({ tree: smaller });
  expect(picked(smaller)).toEqual([{ id: 'brown', name: 'Agent Brown' }]);
  expect(usePicked.getState().anchor).toBeNull();
});
