import { describe, expect, it } from 'vitest';
import { carriedOver } from './carry';
import type { Tree } from './model';
import { type Account, adler, treeOf } from './testing';
import { firstView, shown, toggle } from './view';

const namesIn = (tree: Tree, open: Uint8Array) => [...shown(tree, open, null).rows].map((row) => tree.name(row));
const rowOf = (tree: Tree, id: string) => tree.rowOf(id) ?? -1;

/** So many offices of as many agents each, without the accounts left out. */
function offices(count: number, agents: number, ...without: string[]): Tree {
  const accounts: Account[] = [{ parent: null, name: 'Root', id: 'root', kind: 0 }];
  for (let office = 0; office < count; office += 1) {
    if (without.includes(`o${office}`)) continue;
    const parent = accounts.length;
    accounts.push({ parent: 0, name: `o${office}`, id: `o${office}`, kind: 2 });
    for (let agent = 0; agent < agents; agent += 1) {
      const id = `o${office}-${agent}`;
      if (!without.includes(id)) accounts.push({ parent, name: id, id });
    }
  }
  return treeOf(accounts);
}

describe('the view of a tree that follows another', () => {
  it('stays as it was where only figures have changed', () => {
    const before = adler();
    const view = toggle(firstView(before, 0), rowOf(before, 'uptown'));
    const tree = adler();
    const after = carriedOver(before, view, tree, 0);
    expect(namesIn(tree, after.open)).toEqual(namesIn(before, view.open));
    expect(after.active).toBe(view.active);
  });

  it('keeps by their ids what is open and where the keyboard is, though rows above are gone', () => {
    const before = offices(30, 3);
    const opened = toggle(firstView(before, 0), rowOf(before, 'o7'));
    const view = { ...opened, active: rowOf(before, 'o7-2') };
    const tree = offices(30, 3, 'o2', 'o5-0');
    const after = carriedOver(before, view, tree, 0);
    expect(namesIn(tree, after.open)).toEqual(namesIn(before, view.open).filter((name) => name !== 'o2'));
    expect(tree.id(after.active)).toBe('o7-2');
  });

  it('puts the keyboard elsewhere, in sight, where its account is gone', () => {
    const before = offices(30, 3);
    const view = { ...firstView(before, rowOf(before, 'o4-1')), active: rowOf(before, 'o4-1') };
    const tree = offices(30, 3, 'o4');
    const after = carriedOver(before, view, tree, rowOf(tree, 'o9-0'));
    expect(tree.id(after.active)).toBe('o9-0');
    expect(namesIn(tree, after.open)).toContain('o9-0');
  });

  it('opens what is new in a small tree, which is shown whole', () => {
    const before = offices(2, 3);
    const tree = offices(3, 3);
    expect(namesIn(tree, carriedOver(before, firstView(before, 0), tree, 0).open)).toHaveLength(tree.size);
  });

  it('takes 100,000 agents within a frame, each row of them moved', () => {
    const before = offices(101, 1000);
    const tree = offices(101, 1000, 'o0');
    const view = { open: new Uint8Array(before.size).fill(1), active: before.size - 1 };
    let best = Infinity;
    for (let run = 0; run < 5; run += 1) {
      const start = performance.now();
      carriedOver(before, view, tree, 0);
      best = Math.min(best, performance.now() - start);
    }
    expect(best).toBeLessThan(16);
  });
});
