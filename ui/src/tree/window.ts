// Which rows of a long list with one row height lie in sight. Arithmetic only: a measuring list makes
// an object for each of 100,000 rows whenever their number changes.

export const ROW_HEIGHT = 28;
/** Rows drawn beyond each edge, so that a fast wheel shows no gap. */
const SPARE = 8;

export interface Sight {
  /** The first row in sight. */
  first: number;
  /** How many rows fit. */
  rows: number;
}

export function sightOf(scrollTop: number, height: number): Sight {
  return { first: Math.max(0, Math.floor(scrollTop / ROW_HEIGHT)), rows: Math.ceil(height / ROW_HEIGHT) + 1 };
}

/** The positions to draw, from `start` up to but without `end`. */
export function drawn({ first, rows }: Sight, count: number): { start: number; end: number } {
  const end = Math.min(first + rows + SPARE, count);
  return { start: Math.max(0, Math.min(first, count - rows) - SPARE), end };
}

/** Where to scroll so that the row at `index` is wholly in sight; the same place if it is already. */
export function scrolledTo(index: number, scrollTop: number, height: number): number {
  const top = index * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW_HEIGHT - height);
}
