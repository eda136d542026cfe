// Several things of a list taken together, and what clicks and keys make of it: as the ARIA patterns
// for lists and trees with many selected say. Pure; the list is given in the order it is seen.

export interface Selection<Id> {
  readonly chosen: ReadonlySet<Id>;
  /** Where a range starts. */
  readonly anchor: Id | null;
}

export const NONE: Selection<never> = { chosen: new Set(), anchor: null };

export function toggled<Id>({ chosen }: Selection<Id>, id: Id): Selection<Id> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, anchor: id };
}

/** Everything from the anchor to `to`; without an anchor in the list, `to` alone. */
export function ranged<Id>(order: ArrayLike<Id>, { anchor }: Selection<Id>, to: Id): Selection<Id> {
  const list = Array.from(order);
  const from = anchor === null ? -1 : list.indexOf(anchor);
  const end = list.indexOf(to);
  if (from === -1 || end === -1) return { chosen: new Set([to]), anchor: to };
  return { chosen: new Set(list.slice(Math.min(from, end), Math.max(from, end) + 1)), anchor };
}

/** Shift with a key that goes from `from` to `to`: what starts outside the selection starts a new one. */
export function extended<Id>(order: ArrayLike<Id>, selection: Selection<Id>, from: Id, to: Id): Selection<Id> {
  const goesOn = selection.anchor !== null && selection.chosen.has(from);
  return ranged(order, goesOn ? selection : { chosen: selection.chosen, anchor: from }, to);
}

export function everything<Id>(order: ArrayLike<Id>, anchor: Id | null): Selection<Id> {
  return { chosen: new Set(Array.from(order)), anchor };
}
