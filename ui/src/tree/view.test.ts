import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, NO_PARENT, type Tree } from './model';
import { adler, type Account, large, treeOf } from './testing';
import { afterKey, canOpen, firstView, fold, indexOf, marksOf, reveal, shown, toggle, typeAhead, type View } from './view';

const tree = adler();
const view = (open: number[], active: number): View => {
  const flags = new Uint8Array(tree.size);
  for (const row of open) flags[row] = 1;
  return { open: flags, active };
};
const rowsOf = (some: View) => [...shown(tree, some.open, null).rows];
const press = (some: View, key: string) => afterKey(tree, some, null, shown(tree, some.open, null).rows, key);

describe('the rows that show', () => {
  it('leaves out what is closed', () => {
    expect(rowsOf(view([], 0))).toEqual([0]);
    expect(rowsOf(view([0], 0))).toEqual([0, 1, 5]);
    expect(rowsOf(view([0, 5], 0))).toEqual([0, 1, 5, 6, 7]);
  });

  it('keeps a closed parent closed over open children', () => {
    expect(rowsOf(view([1, 5], 0))).toEqual([0]);
  });

  it('counts place and siblings among the shown', () => {
    const { place, children } = shown(tree, view([0, 1], 0).open, null);
    expect([...place]).toEqual([1, 1, 1, 2, 3, 2]);
    expect([at(children, 0), at(children, 1), at(children, tree.size)]).toEqual([2, 3, 1]);
  });

  it('shows a search as its matches with the accounts above them', () => {
    const marks = marksOf(tree, new Uint32Array([4, 7]));
    const all = new Uint8Array(tree.size).fill(1);
    expect([...shown(tree, all, marks).rows]).toEqual([0, 1, 4, 5, 7]);
    expect([...marks]).toEqual([1, 1, 0, 0, 2, 1, 0, 2]);
  });

  it('does not lose a match that is also above another', () => {
    const marks = marksOf(tree, new Uint32Array([1, 2]));
    expect([...marks]).toEqual([1, 2, 2, 0, 0, 0, 0, 0]);
    expect(canOpen(tree, marks, 1)).toBe(true);
    expect(canOpen(tree, marksOf(tree, new Uint32Array([1])), 1)).toBe(false);
  });

  it('opens a small tree whole, and of a large one the way to the account on show', () => {
    expect(rowsOf(firstView(tree, 0))).toHaveLength(8);
    const big = large(100, 1000);
    expect(shown(big, firstView(big, 0).open, null).rows).toHaveLength(101);
    expect(shown(big, firstView(big, 5).open, null).rows).toHaveLength(1101);
  });

  it('opens what hides a revealed account, and only that', () => {
    const after = reveal(tree, view([], 0), 7);
    expect(rowsOf(after)).toEqual([0, 1, 5, 6, 7]);
    expect(after.active).toBe(7);
    const before = view([0, 5], 0);
    expect(reveal(tree, before, 7).open).toBe(before.open);
  });
});

describe('the keys of the tree', () => {
  it('moves down and up over what shows and stays at the ends', () => {
    expect(press(view([0], 0), 'ArrowDown')?.active).toBe(1);
    expect(press(view([0], 1), 'ArrowDown')?.active).toBe(5);
    expect(press(view([0], 5), 'ArrowDown')?.active).toBe(5);
    expect(press(view([0], 5), 'ArrowUp')?.active).toBe(1);
    expect(press(view([0], 0), 'End')?.active).toBe(5);
    expect(press(view([0], 5), 'Home')?.active).toBe(0);
  });

  it('opens, then goes in, and does nothing on a leaf', () => {
    const opened = press(view([0], 1), 'ArrowRight');
    expect(opened && rowsOf(opened)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(opened?.active).toBe(1);
    expect(opened && press(opened, 'ArrowRight')?.active).toBe(2);
    expect(press(view([0, 1], 2), 'ArrowRight')).toBeNull();
  });

  it('closes, then goes out, and stops at the root', () => {
    const closed = press(view([0, 1], 1), 'ArrowLeft');
    expect(closed && rowsOf(closed)).toEqual([0, 1, 5]);
    expect(press(view([0, 1], 3), 'ArrowLeft')?.active).toBe(1);
    expect(press(view([], 0), 'ArrowLeft')).toBeNull();
  });

  it('opens all beside the active one with the asterisk', () => {
    const opened = press(view([0], 1), '*');
    expect(opened && rowsOf(opened)).toHaveLength(8);
    expect(opened?.active).toBe(1);
  });

  it('leaves other keys alone', () => {
    expect(press(view([0], 0), 'a')).toBeNull();
    expect(press(view([0], 0), 'Tab')).toBeNull();
  });

  it('toggles by pointer without moving the others', () => {
    const once = toggle(view([0], 0), 5);
    expect(rowsOf(once)).toEqual([0, 1, 5, 6, 7]);
    expect(rowsOf(toggle(once, 5))).toEqual([0, 1, 5]);
    expect(once.active).toBe(5);
  });
});

describe('jumping to a name', () => {
  const rows = shown(tree, firstView(tree, 0).open, null).rows;

  it('finds the next name from the active one on, and around', () => {
    expect(typeAhead(tree, rows, 0, 'agent s')).toBe(4);
    expect(typeAhead(tree, rows, 4, 'a')).toBe(6);
    expect(typeAhead(tree, rows, 7, 'd')).toBe(1);
    expect(typeAhead(tree, rows, 0, 'zz')).toBe(-1);
  });

  it('takes letters without their accents and in any case', () => {
    expect(typeAhead(tree, rows, 0, 'ANGELA')).toBe(3);
    expect(typeAhead(tree, rows, 0, 'ángela')).toBe(3);
  });

  it('stays on a name while more of it is typed', () => {
    expect(typeAhead(tree, rows, 6, 'ag')).toBe(6);
    expect(typeAhead(tree, rows, 2, 'a')).toBe(3);
  });

  it('folds accents and case', () => {
    expect(fold('Łukasz ÁÉ')).toBe('łukasz ae');
  });
});

/** Any tree in depth-first order: each row hangs on the path to the row before it. */
const anyTree: fc.Arbitrary<Tree> = fc
  .array(fc.nat(), { minLength: 0, maxLength: 60 })
  .map((picks) => {
    const accounts: Account[] = [{ parent: null, name: 'root' }];
    let path = [0];
    for (const pick of picks) {
      const level = pick % path.length;
      path = path.slice(0, level + 1);
      accounts.push({ parent: path[level] ?? 0, name: `row ${accounts.length}` });
      path.push(accounts.length - 1);
    }
    return treeOf(accounts);
  });

describe('at any shape', () => {
  it('shows exactly the rows whose every ancestor is open, in order', () => {
    fc.assert(
      fc.property(anyTree, fc.array(fc.nat(60)), (any, opened) => {
        const open = new Uint8Array(any.size);
        for (const row of opened) if (row < any.size) open[row] = 1;
        const expected = [];
        for (let row = 0; row < any.size; row += 1) {
          let above = at(any.parent, row);
          while (above !== NO_PARENT && open[above] === 1) above = at(any.parent, above);
          if (above === NO_PARENT) expected.push(row);
        }
        const { rows, place, children } = shown(any, open, null);
        expect([...rows]).toEqual(expected);
        rows.forEach((row, index) => {
          expect(indexOf(rows, row)).toBe(index);
          const above = at(any.parent, row);
          expect(at(place, index)).toBeLessThanOrEqual(at(children, above === NO_PARENT ? any.size : above));
        });
      }),
    );
  });

  it('shows in a search the matches and what is above them, and nothing else', () => {
    fc.assert(
      fc.property(anyTree, fc.array(fc.nat(60)), (any, picks) => {
        const matches = Uint32Array.from([...new Set(picks)].filter((row) => row < any.size).sort((a, b) => a - b));
        const wanted = new Set<number>();
        for (const match of matches) {
          for (let row = match; row !== NO_PARENT; row = at(any.parent, row)) wanted.add(row);
        }
        const all = new Uint8Array(any.size).fill(1);
        const { rows } = shown(any, all, marksOf(any, matches));
        expect([...rows]).toEqual([...wanted].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps the keyboard on a row that shows, whatever is pressed', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', '*', 'PageDown');
    fc.assert(
      fc.property(anyTree, fc.array(keys, { maxLength: 40 }), (any, pressed) => {
        let now: View = { open: new Uint8Array(any.size), active: 0 };
        for (const key of pressed) {
          const { rows } = shown(any, now.open, null);
          now = afterKey(any, now, null, rows, key) ?? now;
          expect(indexOf(shown(any, now.open, null).rows, now.active)).not.toBe(-1);
        }
      }),
    );
  });
});

describe('at 100,000 agents', () => {
  const big = large(100, 1000);
  const all = new Uint8Array(big.size).fill(1);
  /** The tree, and how often its rows and names have been looked at. */
  const watched = () => {
    const looks = { rows: 0, names: 0 };
    const counted = (column: Uint32Array) =>
      new Proxy(column, {
        get: (rows, place): unknown => {
          looks.rows += 1;
          return Reflect.get(rows, place, rows);
        },
      });
    const name = (row: number) => {
      looks.names += 1;
      return big.name(row);
    };
    return { looks, tree: { ...big, parent: counted(big.parent), end: counted(big.end), name } };
  };

  it('recounts what shows by one look at each row, and what is closed by none', () => {
    const { looks, tree: open } = watched();
    expect(shown(open, all, null).rows).toHaveLength(100_101);
    expect(looks.rows).toBe(big.size);
    const { looks: few, tree: closed } = watched();
    expect(shown(closed, new Uint8Array(big.size).fill(1, 0, 1), null).rows).toHaveLength(101);
    expect(few.rows).toBeLessThan(250);
  });

  it('marks a search that finds everybody by a look or two at each row', () => {
    const { looks, tree: found } = watched();
    marksOf(found, Uint32Array.from({ length: 100_000 }, (_, index) => index + 1));
    expect(looks.rows).toBeLessThanOrEqual(2 * big.size);
  });

  it('jumps to the last name reading none that begins with another letter', () => {
    const { looks, tree: named } = watched();
    expect(big.name(typeAhead(named, shown(big, all, null).rows, 0, 'office 99'))).toBe('Office 99');
    expect(looks.names).toBeLessThanOrEqual(100);
  });
});
