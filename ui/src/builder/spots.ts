import type { CollisionDetection } from '@dnd-kit/core';
import type { Spot, SpotData } from './drop';

/** Everything that takes drops, with where it is now. */
export function spotsOf({ droppableContainers, droppableRects }: Parameters<CollisionDetection>[0]): Spot[] {
  return droppableContainers.flatMap(({ id, data }) => {
    const rect = droppableRects.get(id);
    const spot: unknown = data.current?.spot;
    if (!rect || !isSpotData(spot)) return [];
    const { top, left, width, height } = rect;
    return [{ id: String(id), data: spot, top, left, width, height }];
  });
}

function isSpotData(value: unknown): value is SpotData {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
