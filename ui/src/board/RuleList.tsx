import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { Fragment, useRef, useState } from 'react';
import { NewRules } from '../builder/NewRules';
import type { ChannelBoard } from '../ipc';
import { Sign } from '../parts/icons';
import { edit } from '../state/edit';
import css from './Card.module.css';
import { announcer, dropEdge, dropOn, onPointer, underPointer } from './drag';
import { FallbackCard } from './FallbackCard';
import { RuleCard } from './RuleCard';
import list from './RuleList.module.css';
import type { BoardTrace } from './trace';
import { useCardCommands } from './useCardCommands';

// Made once: new options would make new listeners, and every card redraw.
const BY_POINTER = { activationConstraint: { distance: 5 } };
const BY_KEYS = {
  coordinateGetter: sortableKeyboardCoordinates,
  keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] },
};
const INSTRUCTIONS = {
  draggable: 'Press Space to pick the rule up, the arrow keys to carry it, Space to drop it, Escape to cancel.',
};

export function RuleList({ board, trace }: { board: ChannelBoard; trace: BoardTrace | null }) {
  const { rules } = board;
  const [drag, setDrag] = useState<{ rule: UniqueIdentifier; over: UniqueIdentifier | null } | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, BY_POINTER),
    useSensor(KeyboardSensor, BY_KEYS),
  );
  const place = useRef<HTMLOListElement>(null);
  const { onCommand, onWander } = useCardCommands(place, rules);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDrag(null);
    const change = dropOn(rules, active.id, over?.id ?? null);
    if (change) void edit(change);
  };
  const lifted = rules.find((rule) => rule.id === drag?.rule);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      accessibility={{ announcements: announcer(rules), screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={({ active }) => setDrag({ rule: active.id, over: active.id })}
      onDragOver={({ active, over }) => setDrag({ rule: active.id, over: over?.id ?? null })}
      onDragEnd={onDragEnd}
      onDragCancel={() => setDrag(null)}
    >
      <SortableContext items={rules.map((rule) => rule.id)} strategy={staying}>
        <ol ref={place} className={list.rules} aria-label="Rules, in order">
          {rules.map((rule, index) => (
            <Fragment key={rule.id}>
            <NewRules channel={board.id} before={rule.id} />
            <RuleCard
              rule={rule}
              number={index + 1}
              of={rules.length}
              samples={board.samples}
              trace={trace?.cards.get(rule.id) ?? null}
              traced={trace !== null}
              edge={dropEdge(rules, drag?.rule ?? null, drag?.over ?? null, rule.id)}
              onCommand={onCommand}
              onWander={onWander}
            />
            </Fragment>
          ))}
          <NewRules channel={board.id} before={null} present={rules} />
          <FallbackCard board={board} trace={trace?.fallback ?? null} traced={trace !== null} />
        </ol>
      </SortableContext>
      <DragOverlay dropAnimation={null} modifiers={[onPointer]}>
        {lifted && (
          <div className={css.overlay}>
            <Sign of="grip" />
            {lifted.title}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** Cards stay where they are during a drag; a line shows where the rule would go. */
function staying(): null {
  return null;
}
