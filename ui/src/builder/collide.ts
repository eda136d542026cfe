import { type ClientRect, closestCenter, type CollisionDetection, type UniqueIdentifier } from '@dnd-kit/core';
import { shownChannel, useApp } from '../state/store';
import { landingAt, rulesLandingAt, rulesLandingOn, type Spot } from './drop';
import { spotsOf } from './spots';
import { useDrag } from './useDrag';

/** What is under the hand, with the landing it stands for. */
export const collide: CollisionDetection = (drag) => {
  const { dragged } = useDrag.getState();
  const spots = spotsOf(drag.droppableContainers);
  const rules = shownChannel(useApp.getState())?.rules ?? [];
  const at = drag.pointerCoordinates;
  const active = String(drag.active.id);
  if (!at) {
    const seen = spots.filter(({ data }) => data.kind === 'card');
    const ids = new Set(seen.map(({ id }) => id));
    const cards = drag.droppableContainers.filter(({ id }) => ids.has(String(id)));
    const droppableRects = new Map<UniqueIdentifier, ClientRect>(seen.map((spot) => [spot.id, rectOf(spot)]));
    return closestCenter({ ...drag, droppableContainers: cards, droppableRects }).map((collision) =>
      dragged?.kind === 'rules'
        ? { ...collision, data: { landing: rulesLandingOn(rules, dragged.rules, active, String(collision.id)) } }
        : collision,
    );
  }
  if (!dragged) return [];
  const found =
    dragged.kind === 'rules'
      ? rulesLandingAt(rules, dragged.rules, active, at.x, at.y, spots)
      : landingAt(dragged, at.x, at.y, spots);
  return found ? [{ id: found.spot.id, data: { landing: found.landing } }] : [];
};

function rectOf({ top, left, width, height }: Spot): ClientRect {
  return { top, left, width, height, right: left + width, bottom: top + height };
}
