// The account tree as the engine sends it: columns over rows in depth-first order, so that a subtree
// is the run of rows from `row` to `end[row]`. Nothing is an object per row; names and ids stay UTF-8
// until a row is drawn.
//
// Layout, little-endian, each column padded to four bytes: see columns.ts.
import { type Columns, readColumns } from './columns';

export const NO_PARENT = 0xffff_ffff;

export const KINDS = ['brokerage', 'region', 'office', 'team', 'agent', 'other'] as const;
export type Kind = (typeof KINDS)[number];

export interface Tree {
  readonly size: number;
  readonly parent: Uint32Array;
  readonly depth: Uint16Array;
  /** First row after the row's subtree. */
  readonly end: Uint32Array;
  readonly columns: Columns;
  name(row: number): string;
  id(row: number): string;
  /** The row of an account, or `undefined`. */
  rowOf(id: string): number | undefined;
}

export function readTree(bytes: ArrayBuffer): Tree {
  const columns = readColumns(bytes);
  const { size, parent } = columns;
  const depth = new Uint16Array(size);
  const end = new Uint32Array(size);
  for (let row = 0; row < size; row += 1) {
    const above = at(parent, row);
    depth[row] = above === NO_PARENT ? 0 : at(depth, above) + 1;
    end[row] = row + 1;
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const above = at(parent, row);
    if (above !== NO_PARENT && at(end, above) < at(end, row)) end[above] = at(end, row);
  }
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return {
    size,
    parent,
    depth,
    end,
    columns,
    name: (row) => decoder.decode(columns.names.at(row)),
    id: (row) => decoder.decode(columns.ids.at(row)),
    rowOf: (id) => {
      const wanted = encoder.encode(id);
      const { ids } = columns;
      for (let row = 0; row < size; row += 1) if (ids.equals(row, wanted)) return row;
      return undefined;
    },
  };
}

export function kindOf(tree: Tree, row: number): Kind {
  return KINDS[tree.columns.kind[row] ?? 5] ?? 'other';
}

export function hasChildren(tree: Tree, row: number): boolean {
  return at(tree.end, row) > row + 1;
}

/** Ancestors of a row, nearest first, without the row itself. */
export function ancestors(tree: Tree, row: number): number[] {
  const path: number[] = [];
  for (let above = at(tree.parent, row); above !== NO_PARENT; above = at(tree.parent, above)) path.push(above);
  return path;
}

/** Typed arrays answer `undefined` only past their end; rows are made by this file and lie within. */
export function at(column: Uint32Array | Uint16Array | Uint8Array, row: number): number {
  return column[row] ?? 0;
}
