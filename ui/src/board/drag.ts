// Where dragged rules would go, and what is said about it. Pure: ids and titles in, places and words out.
import type { DraggableSyntheticListeners, Modifier, UniqueIdentifier } from '@dnd-kit/core';
import { getEventCoordinates } from '@dnd-kit/utilities';
import { count } from '../frame/words';
import { standing } from './edits';

export interface Named {
  id: string;
  title: string;
}

/** In front of which rule those carried by `rule` come to stand, dropped on the place that `over` has now. */
export function beforeAt(
  rules: readonly Named[],
  carried: readonly string[],
  rule: UniqueIdentifier,
  over: UniqueIdentifier,
): string | null {
  const from = rules.findIndex(({ id }) => id === rule);
  const to = rules.findIndex(({ id }) => id === over);
  return standing(rules, new Set(carried), rules[to > from ? to + 1 : to]?.id ?? null);
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

/** `“Luxury buyers”`, `3 rules` */
export function rulesWords(rules: readonly { title: string }[]): string {
  const [only] = rules;
  return rules.length === 1 && only ? `“${only.title}”` : count(rules.length, 'rule', 'rules');
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

/**
 * What screen readers hear while rules are carried among the others; drops elsewhere are told as they
 * are done. `carriedBy` says which rules go along with one.
 */
export function announcer(rules: readonly Named[], carriedBy: (rule: string) => readonly string[]) {
  const place = (id: UniqueIdentifier) => rules.findIndex((card) => card.id === id);
  const named = (id: UniqueIdentifier) => {
    if (place(id) === -1) return null;
    const carried = new Set(carriedBy(String(id)));
    const all = rules.filter((card) => carried.has(card.id));
    return { name: rulesWords(all), many: all.length > 1, ids: [...carried] };
  };
  const where = (at: 'at' | 'to', id: UniqueIdentifier, over: UniqueIdentifier, ids: readonly string[]) => {
    if (ids.length < 2) return `${at} ${placeInWords(rules, id, place(over))}`;
    const before = rules.find((card) => card.id === beforeAt(rules, ids, id, over));
    return before ? `above “${before.title}”` : `${at} the end`;
  };
  return {
    onDragStart: ({ active }: Pick<Carried, 'active'>) => {
      const it = named(active.id);
      if (!it) return undefined;
      return `Picked up ${it.name}${it.many ? '' : `, ${placeInWords(rules, active.id, place(active.id))}`}.`;
    },
    onDragOver: ({ active, over }: Carried) => {
      const it = named(active.id);
      if (!it) return undefined;
      if (!over) return `${it.name} ${it.many ? 'are' : 'is'} not over the rules.`;
      if (place(over.id) === -1) return `${it.name} would go to another channel.`;
      return `${it.name} would go ${where('to', active.id, over.id, it.ids)}.`;
    },
    onDragEnd: ({ active, over }: Carried) => {
      const it = named(active.id);
      if (!it || (over && place(over.id) === -1)) return undefined;
      if (over && over.id !== active.id) return `Dropped ${it.name} ${where('at', active.id, over.id, it.ids)}.`;
      return `${it.name} ${it.many ? 'stay where they were' : 'stays where it was'}.`;
    },
    onDragCancel: ({ active }: Pick<Carried, 'active'>) => {
      const it = named(active.id);
      if (!it) return 'Cancelled. Nothing changed.';
      return `Cancelled. ${it.name} ${it.many ? 'stay where they were' : 'stays where it was'}.`;
    },
  };
}

/** The whole card can be dragged by pointer, while the keyboard picks it up at its handle only. */
export function pointerOnly(listeners: DraggableSyntheticListeners): DraggableSyntheticListeners {
  return Object.fromEntries(Object.entries(listeners ?? {}).filter(([name]) => name !== 'onKeyDown'));
}
