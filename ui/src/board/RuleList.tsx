import {
  closestCenter,
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
import { useLayoutEffect, useRef, useState } from 'react';
import type { ChannelBoard, RuleCard as Rule } from '../ipc';
import { Sign } from '../parts/icons';
import { edit } from '../state/edit';
import { say, sayDone } from '../state/notice';
import css from './Card.module.css';
import { type CardCommand, editOf, neighbour } from './cardKeys';
import { announcer, dropEdge, dropOn, placeInWords } from './drag';
import { FallbackCard } from './FallbackCard';
import { RuleCard } from './RuleCard';
import list from './RuleList.module.css';
import type { BoardTrace } from './trace';

const KEYS = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] };
const INSTRUCTIONS = {
  draggable: 'Press Space to pick the rule up, the arrow keys to carry it, Space to drop it, Escape to cancel.',
};

export function RuleList({ board, trace }: { board: ChannelBoard; trace: BoardTrace | null }) {
  const { rules } = board;
  const [drag, setDrag] = useState<{ rule: UniqueIdentifier; over: UniqueIdentifier | null } | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
  const place = useRef<HTMLOListElement>(null);
  const focusNext = useRef<string | null>(null);
  const focusHandle = (rule: string) =>
    place.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(rule)}"] [data-handle]`)?.focus();
  // A moved card is a moved element, and a moved element loses the focus.
  useLayoutEffect(() => {
    if (focusNext.current !== null) focusHandle(focusNext.current);
    focusNext.current = null;
  }, [rules]);

  const onCommand = (rule: Rule, command: CardCommand) => {
    const change = editOf(rules, rule, command);
    if (!change) return;
    const after = neighbour(rules, rule.id, 'ArrowDown') ?? neighbour(rules, rule.id, 'ArrowUp');
    focusNext.current = command === 'delete' ? after : rule.id;
    void edit(change);
    if (command === 'delete') sayDone(`Deleted “${rule.title}”`);
    else if (command === 'switch') say(`${rule.enabled ? 'Disabled' : 'Enabled'} “${rule.title}”`);
    else if (change.kind === 'move_rule') {
      const rest = rules.filter((card) => card.id !== rule.id);
      const at = change.before === null ? rest.length : rest.findIndex((card) => card.id === change.before);
      say(`Moved “${rule.title}” to ${placeInWords(rules, rule.id, at)}`);
    }
  };
  const onWander = (rule: Rule, key: string) => {
    const next = neighbour(rules, rule.id, key);
    if (next !== null) focusHandle(next);
    return next !== null;
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDrag(null);
    const change = dropOn(rules, active.id, over?.id ?? null);
    if (change) void edit(change);
  };
  const lifted = rules.find((rule) => rule.id === drag?.rule);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements: announcer(rules), screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={({ active }) => setDrag({ rule: active.id, over: active.id })}
      onDragOver={({ active, over }) => setDrag({ rule: active.id, over: over?.id ?? null })}
      onDragEnd={onDragEnd}
      onDragCancel={() => setDrag(null)}
    >
      <SortableContext items={rules.map((rule) => rule.id)} strategy={staying}>
        <ol ref={place} className={list.rules} aria-label="Rules, in order">
          {rules.map((rule, index) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              rules={rules}
              number={index + 1}
              samples={board.samples}
              trace={trace?.cards.get(rule.id) ?? null}
              traced={trace !== null}
              edge={dropEdge(rules, drag?.rule ?? null, drag?.over ?? null, rule.id)}
              onCommand={onCommand}
              onWander={onWander}
            />
          ))}
          <FallbackCard board={board} trace={trace?.fallback ?? null} traced={trace !== null} />
        </ol>
      </SortableContext>
      <DragOverlay dropAnimation={null}>
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
