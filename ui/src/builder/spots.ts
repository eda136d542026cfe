import type { DroppableContainer, KeyboardCoordinateGetter } from '@dnd-kit/core';
import type { Spot, SpotData } from './drop';

/**
 * Everything that takes drops, with where it is now. Measured at every move: what dnd-kit measured
 * when the drag began is off as soon as the list scrolls, since cards out of sight have a guessed height.
 */
export function spotsOf(droppableContainers: readonly DroppableContainer[]): Spot[] {
  return droppableContainers.flatMap(({ id, data, node }) => {
    const spot: unknown = data.current?.spot;
    if (!node.current || !isSpotData(spot)) return [];
    const { top, left, width, height } = node.current.getBoundingClientRect();
    return [{ id: String(id), data: spot, top, left, width, height }];
  });
}

function isSpotData(value: unknown): value is SpotData {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** The arrow keys carry a rule from card to card. */
export const byArrows: KeyboardCoordinateGetter = (event, { context: { droppableContainers, over, active, collisionRect } }) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (step === undefined || !collisionRect) return undefined;
  event.preventDefault();
  const cards = spotsOf(droppableContainers.getEnabled())
    .filter(({ data }) => data.kind === 'card')
    .toSorted((one, two) => one.top - two.top);
  const here = cards.findIndex(({ id }) => id === (over?.id ?? active?.id));
  const to = here === -1 ? undefined : cards[here + step];
  return to && { x: to.left, y: to.top + (to.height - collisionRect.height) / 2 };
};
