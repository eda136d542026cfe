import { describe, expect, it } from 'vitest';
import { ancestors, hasChildren, kindOf } from './model';
import { adler, large, treeOf } from './testing';

describe('the tree read from bytes', () => {
  const tree = adler();

  it('knows depth and the end of each subtree', () => {
    expect([...tree.depth]).toEqual([0, 1, 2, 2, 2, 1, 2, 2]);
    expect([...tree.end]).toEqual([8, 5, 3, 4, 5, 8, 7, 8]);
  });

  it('decodes names and ids of any script, each on its own', () => {
    expect(tree.name(3)).toBe('Ángela Díaz');
    expect(tree.id(7)).toBe('moore');
    expect(treeOf([{ parent: null, name: 'שרה כהן · 李娜 · 🏠' }]).name(0)).toBe('שרה כהן · 李娜 · 🏠');
  });

  it('finds the row of an id, whole ids only', () => {
    expect(tree.rowOf('uptown')).toBe(5);
    expect(tree.rowOf('up')).toBeUndefined();
    expect(tree.rowOf('uptown ')).toBeUndefined();
  });

  it('reads kinds, flags and counts by row', () => {
    expect(kindOf(tree, 0)).toBe('brokerage');
    expect(kindOf(tree, 5)).toBe('office');
    expect(kindOf(treeOf([{ parent: null, name: 'x', kind: 99 }]), 0)).toBe('other');
    expect([...tree.columns.flags]).toEqual([0, 0, 0, 2, 0, 0, 1, 0]);
    expect(tree.columns.channels[4]).toBe(1);
  });

  it('walks up and tells leaves from branches', () => {
    expect(ancestors(tree, 7)).toEqual([5, 0]);
    expect(ancestors(tree, 0)).toEqual([]);
    expect(hasChildren(tree, 5)).toBe(true);
    expect(hasChildren(tree, 7)).toBe(false);
  });

  it('reads an empty tree', () => {
    expect(treeOf([]).size).toBe(0);
  });

  it('finds the last of 100,000 accounts', () => {
    const big = large(100, 1000);
    expect(big.size).toBe(100_101);
    expect(big.rowOf('id-100100')).toBe(100_100);
    expect(big.name(100_100)).toBe('Agent 99-999');
  });
});
