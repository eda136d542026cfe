import { useDraggable } from '@dnd-kit/core';
import type { PointerEvent } from 'react';

const DATA = { kind: 'tree' };

/** Makes the rows of the tree draggable by one draggable for all: a row may be scrolled away meanwhile. */
export function useTreeDrag() {
  const { setNodeRef, listeners } = useDraggable({ id: 'tree', data: DATA });
  const onPointerDown = (event: PointerEvent) => {
    const on = event.target instanceof Element ? event.target : null;
    if (!on?.closest('[data-row]') || on.closest('[data-twist]')) return;
    const start = listeners?.onPointerDown;
    if (start) Reflect.apply(start, undefined, [event]);
  };
  return { setNodeRef, onPointerDown };
}
