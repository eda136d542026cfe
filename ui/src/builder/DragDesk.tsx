import { DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { type ReactNode, useMemo } from 'react';
import { announcer, onPointer } from '../board/drag';
import { carriedBy } from '../board/selection/store';
import type { RuleCard } from '../ipc';
import { shownChannel, useApp } from '../state/store';
import { collide } from './collide';
import { cancel, end, moved, start } from './desk';
import { Lifted } from './Lifted';
import { byArrows } from './spots';
import { useCopyKey } from './useCopyKey';
import { useTreeCommands } from './useTreeCommands';

// Made once: new options would make new listeners, and every card redraw.
const BY_POINTER = { activationConstraint: { distance: 5 } };
const BY_KEYS = {
  coordinateGetter: byArrows,
  keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] },
};
const INSTRUCTIONS = {
  draggable:
    'Press Space to pick the rule up, the arrow keys to carry it, Space to drop it, Escape to cancel. X selects it with others.',
};
const SCROLL = { canScroll: (element: Element) => element.closest('[data-column="board"]') !== null };
const NO_RULES: readonly RuleCard[] = [];

/** One drag and drop for the tree, the kinds of rules, the cards and the channels' tabs. */
export function DragDesk({ children }: { children: ReactNode }) {
  const rules = useApp((state) => shownChannel(state)?.rules ?? NO_RULES);
  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER), useSensor(KeyboardSensor, BY_KEYS));
  const accessibility = useMemo(
    () => ({ announcements: announcer(rules, carriedBy), screenReaderInstructions: INSTRUCTIONS }),
    [rules],
  );
  useCopyKey();
  useTreeCommands();
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collide}
      autoScroll={SCROLL}
      accessibility={accessibility}
      onDragStart={start}
      onDragMove={moved}
      onDragOver={moved}
      onDragEnd={end}
      onDragCancel={cancel}
    >
      {children}
      <DragOverlay dropAnimation={null} modifiers={[onPointer]}>
        <Lifted />
      </DragOverlay>
    </DndContext>
  );
}
