// Which rows are drawn, and what each key does: the WAI-ARIA tree pattern over typed arrays.
// Pure; a step allocates two arrays of numbers at most and touches no text but on type-ahead.
import { ancestors, at, hasChildren, NO_PARENT, type Tree } from './model';

export interface View {
  /** 1 where a row's children show. */
  readonly open: Uint8Array;
  /** The row the keyboard is on. */
  readonly active: number;
}

/** What a search leaves: 2 for a match, 1 for an ancestor of one, 0 for the rest. */
export type Marks = Uint8Array;

export interface Shown {
  /** Rows from top to bottom. */
  readonly rows: Uint32Array;
  /** Place among the shown siblings, from 1, by position in `rows`. */
  readonly place: Uint32Array;
  /** Shown children, by row; the last entry counts the roots. */
  readonly children: Uint32Array;
}

/** A tree this small is shown whole. */
const SMALL = 60;

export function isSmall(tree: Tree): boolean {
  return tree.size <= SMALL;
}

/** At first the root is open, and everything above `active`. */
export function firstView(tree: Tree, active: number): View {
  const open = new Uint8Array(tree.size).fill(isSmall(tree) ? 1 : 0);
  open[0] = 1;
  for (const row of ancestors(tree, active)) open[row] = 1;
  return { open, active };
}

/** Opens what hides `row` and puts the keyboard on it. */
export function reveal(tree: Tree, view: View, row: number): View {
  const hidden = ancestors(tree, row).filter((above) => at(view.open, above) === 0);
  if (hidden.length === 0) return { ...view, active: row };
  const open = view.open.slice();
  for (const above of hidden) open[above] = 1;
  return { open, active: row };
}

// This and `shown` take each of 100,000 rows in hand within a keystroke. They read the columns
// directly: `at`, which serves three kinds of them, stays slow for long before WebKit compiles it.

export function marksOf({ size, parent }: Tree, matches: Uint32Array): Marks {
  const marks = new Uint8Array(size);
  for (let index = 0; index < matches.length; index += 1) {
    const match = matches[index] ?? 0;
    for (let above = parent[match] ?? NO_PARENT; above !== NO_PARENT; above = parent[above] ?? NO_PARENT) {
      if (marks[above] !== 0) break;
      marks[above] = 1;
    }
    marks[match] = 2;
  }
  return marks;
}

/** The shown rows that a search found, without those on the way to them. */
export function matchesOf(rows: Uint32Array, marks: Marks): Uint32Array {
  return rows.filter((row) => at(marks, row) === 2);
}

export function shown({ size, parent, end }: Tree, open: Uint8Array, marks: Marks | null): Shown {
  const rows = new Uint32Array(size);
  const place = new Uint32Array(size);
  const children = new Uint32Array(size + 1);
  let count = 0;
  let row = 0;
  while (row < size) {
    if (marks?.[row] === 0) {
      row = end[row] ?? size;
      continue;
    }
    const above = parent[row] ?? NO_PARENT;
    const family = above === NO_PARENT ? size : above;
    const next = (children[family] ?? 0) + 1;
    children[family] = next;
    rows[count] = row;
    place[count] = next;
    count += 1;
    row = open[row] === 1 ? row + 1 : (end[row] ?? size);
  }
  return { rows: rows.subarray(0, count), place: place.subarray(0, count), children };
}

/** Whether a row has children to show: all of them, or in a search those on the way to a match. */
export function canOpen(tree: Tree, marks: Marks | null, row: number): boolean {
  if (!hasChildren(tree, row)) return false;
  if (!marks) return true;
  for (let child = row + 1; child < at(tree.end, row); child = at(tree.end, child)) {
    if (at(marks, child) !== 0) return true;
  }
  return false;
}

export function indexOf(rows: Uint32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(rows, middle) < row) low = middle + 1;
    else high = middle;
  }
  return at(rows, low) === row && low < rows.length ? low : -1;
}

export function toggle(view: View, row: number): View {
  const open = view.open.slice();
  open[row] = at(open, row) === 1 ? 0 : 1;
  return { open, active: row };
}

/** The view after a key, or `null` if the tree has no use for it here. */
export function afterKey(tree: Tree, view: View, marks: Marks | null, rows: Uint32Array, key: string): View | null {
  const here = indexOf(rows, view.active);
  const go = (index: number): View | null => {
    const active = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    return active === undefined ? null : { ...view, active };
  };
  switch (key) {
    case 'ArrowDown':
      return go(here + 1);
    case 'ArrowUp':
      return go(here === -1 ? 0 : here - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'PageDown':
      return go(here + 12);
    case 'PageUp':
      return go(here - 12);
    case 'ArrowRight':
      if (!canOpen(tree, marks, view.active)) return null;
      return at(view.open, view.active) === 1 ? go(here + 1) : toggle(view, view.active);
    case 'ArrowLeft': {
      if (at(view.open, view.active) === 1 && canOpen(tree, marks, view.active)) return toggle(view, view.active);
      const above = at(tree.parent, view.active);
      return above === NO_PARENT ? null : { ...view, active: above };
    }
    case '*':
      return openSiblings(tree, view);
    default:
      return null;
  }
}

function openSiblings(tree: Tree, view: View): View {
  const open = view.open.slice();
  const above = at(tree.parent, view.active);
  const first = above === NO_PARENT ? 0 : above + 1;
  const last = above === NO_PARENT ? tree.size : at(tree.end, above);
  for (let row = first; row < last; row = at(tree.end, row)) if (hasChildren(tree, row)) open[row] = 1;
  return { ...view, open };
}

/** The next shown row whose name starts with `typed`, from the active one on and around; -1 if none. */
export function typeAhead(tree: Tree, rows: Uint32Array, active: number, typed: string): number {
  const wanted = fold(typed);
  const start = indexOf(rows, active) + (typed.length > 1 ? 0 : 1);
  const initial = wanted.charCodeAt(0);
  for (let step = 0; step < rows.length; step += 1) {
    const row = at(rows, (start + step) % rows.length);
    const first = tree.columns.names.at(row)[0] ?? 0;
    // Decodes only names that can match: the same ASCII letter, or anything beyond ASCII.
    if (first < 128 && initial < 128 && (first | 32) !== (initial | 32)) continue;
    if (fold(tree.name(row)).startsWith(wanted)) return row;
  }
  return -1;
}

/** Whether a name answers to words, as the engine finds them: anywhere, and as they stand. */
export function isIn(name: string, words: string): boolean {
  return fold(name).includes(fold(words));
}

/** For comparing by eye and key: no accents, no case. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
