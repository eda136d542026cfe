// Where a dragged rule would go, and what is said about it. Pure: ids and titles in, words and edits out.
import type { DraggableSyntheticListeners, Modifier, UniqueIdentifier } from '@dnd-kit/core';
import { getEventCoordinates } from '@dnd-kit/utilities';
import type { Edit } from '../ipc';
import { moveTo } from './edits';

export interface Named {
  id: string;
  title: string;
}

/** Dropping `rule` on `over` puts it in the place that `over` has now. */
export function dropOn(rules: readonly Named[], rule: UniqueIdentifier, over: UniqueIdentifier | null): Edit | null {
  const place = rules.findIndex((card) => card.id === over);
  return place === -1 ? null : moveTo(rules, String(rule), place);
}

/**
 * The card whose place the rule would take: the pointer above a card's middle means before it, below
 * means after it, so that the drop line is the gap nearest to the hand.
 */
export function overAt(
  cards: readonly { id: UniqueIdentifier; top: number; height: number }[],
  rule: UniqueIdentifier,
  y: number,
): UniqueIdentifier | null {
  const inOrder = cards.toSorted((one, two) => one.top - two.top);
  const above = inOrder.filter((card) => card.id !== rule && card.top + card.height / 2 < y);
  return inOrder[above.length]?.id ?? null;
}

/** Hangs what is dragged on the pointer by its left end; carried by keys, it leaves the titles in sight. */
export const onPointer: Modifier = ({ activatorEvent, activeNodeRect, transform }) => {
  const taken = activatorEvent && getEventCoordinates(activatorEvent);
  const from = activatorEvent && startOf(activatorEvent, activeNodeRect);
  if (!taken || !from) return { ...transform, x: transform.x + 240 };
  return { ...transform, x: transform.x + taken.x - from.left - 16, y: transform.y + taken.y - from.top - 18 };
};

// What is carried changes its size on the way, and lists scroll: the place it was taken from is the first one seen.
const starts = new WeakMap<Event, { left: number; top: number }>();

function startOf(taken: Event, rect: { left: number; top: number } | null): { left: number; top: number } | null {
  const known = starts.get(taken);
  if (known || !rect) return known ?? null;
  const start = { left: rect.left, top: rect.top };
  starts.set(taken, start);
  return start;
}

/** Which edge of the card under the pointer the drop line lies on; `null` where the drop would move nothing. */
export function dropEdge(
  rules: readonly Named[],
  rule: UniqueIdentifier | null,
  over: UniqueIdentifier | null,
  card: string,
): 'above' | 'below' | null {
  if (rule === null || over !== card || rule === over) return null;
  const from = rules.findIndex((each) => each.id === rule);
  const to = rules.findIndex((each) => each.id === over);
  if (from === -1 || to === -1) return null;
  return to < from ? 'above' : 'below';
}

/** `2 of 4, between “Relocation desk” and “Luxury buyers”` */
export function placeInWords(rules: readonly Named[], rule: UniqueIdentifier, place: number): string {
  const rest = rules.filter((card) => card.id !== rule);
  const above = rest[place - 1];
  const below = rest[place];
  const where =
    above && below
      ? `between “${above.title}” and “${below.title}”`
      : below
        ? `above “${below.title}”`
        : above
          ? `below “${above.title}”`
          : 'alone';
  return `place ${place + 1} of ${rules.length}, ${where}`;
}

interface Carried {
  active: { id: UniqueIdentifier };
  over: { id: UniqueIdentifier } | null;
}

/** What screen readers hear while a rule is carried among the others; drops elsewhere are told as they are done. */
export function announcer(rules: readonly Named[]) {
  const title = (id: UniqueIdentifier) => rules.find((card) => card.id === id)?.title;
  const place = (id: UniqueIdentifier) => rules.findIndex((card) => card.id === id);
  return {
    onDragStart: ({ active }: Pick<Carried, 'active'>) => {
      const name = title(active.id);
      return name === undefined ? undefined : `Picked up “${name}”, ${placeInWords(rules, active.id, place(active.id))}.`;
    },
    onDragOver: ({ active, over }: Carried) => {
      const name = title(active.id);
      if (name === undefined) return undefined;
      if (!over) return `“${name}” is not over the rules.`;
      if (place(over.id) === -1) return `“${name}” would go to another channel.`;
      return `“${name}” would go to ${placeInWords(rules, active.id, place(over.id))}.`;
    },
    onDragEnd: ({ active, over }: Carried) => {
      const name = title(active.id);
      if (name === undefined || (over && place(over.id) === -1)) return undefined;
      return over && over.id !== active.id
        ? `Dropped “${name}” at ${placeInWords(rules, active.id, place(over.id))}.`
        : `“${name}” stays where it was.`;
    },
    onDragCancel: ({ active }: Pick<Carried, 'active'>) => {
      const name = title(active.id);
      return name === undefined ? 'Cancelled. Nothing changed.' : `Cancelled. “${name}” stays where it was.`;
    },
  };
}

/** The whole card can be dragged by pointer, while the keyboard picks it up at its handle only. */
export function pointerOnly(listeners: DraggableSyntheticListeners): DraggableSyntheticListeners {
  return Object.fromEntries(Object.entries(listeners ?? {}).filter(([name]) => name !== 'onKeyDown'));
}
