import type { CollisionDetection } from '@dnd-kit/core';
import type { Spot, SpotData } from './drop';

/**
 * Everything that takes drops, with where it is now. Measured at every move: what dnd-kit measured
 * when the drag began is off as soon as the list scrolls, since cards out of sight have a guessed height.
 */
export function spotsOf({ droppableContainers }: Parameters<CollisionDetection>[0]): Spot[] {
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
