import {
  closestCenter,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { type ReactNode, useEffect } from 'react';
import { announcer, dropOn, onPointer, overAt } from '../board/drag';
import type { RuleCard } from '../ipc';
import { edit } from '../state/edit';
import { shownChannel, useApp } from '../state/store';
import { openNewRule } from './actions';
import { landAccount, landTypeOnFallback, sendRule } from './acts';
import { asEdited } from './drafts';
import { Lifted } from './Lifted';
import { barredWords, type Dragged, landingAt, type Spot } from './drop';
import { spotsOf } from './spots';
import { NOTHING, useDrag } from './useDrag';
import { useTreeCommands } from './useTreeCommands';

// Made once: new options would make new listeners, and every card redraw.
const BY_POINTER = { activationConstraint: { distance: 5 } };
const BY_KEYS = {
  coordinateGetter: sortableKeyboardCoordinates,
  keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter', 'Tab'] },
};
const INSTRUCTIONS = {
  draggable: 'Press Space to pick the rule up, the arrow keys to carry it, Space to drop it, Escape to cancel.',
};
const SCROLL = { canScroll: (element: Element) => element.closest('[data-column="board"]') !== null };
const NO_RULES: readonly RuleCard[] = [];

/** One drag and drop for the tree, the kinds of rules, the cards and the channels' tabs. */
export function DragDesk({ children }: { children: ReactNode }) {
  const rules = useApp((state) => shownChannel(state)?.rules ?? NO_RULES);
  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER), useSensor(KeyboardSensor, BY_KEYS));
  useCopyKey();
  useTreeCommands();
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collide}
      autoScroll={SCROLL}
      accessibility={{ announcements: announcer(rules), screenReaderInstructions: INSTRUCTIONS }}
      onDragStart={start}
      onDragMove={moved}
      onDragOver={moved}
      onDragEnd={end}
      onDragCancel={() => useDrag.setState(NOTHING)}
    >
      {children}
      <DragOverlay dropAnimation={null} modifiers={[onPointer]}>
        <Lifted />
      </DragOverlay>
    </DndContext>
  );
}

const collide: CollisionDetection = (drag) => {
  const { dragged } = useDrag.getState();
  const spots = spotsOf(drag);
  const at = drag.pointerCoordinates;
  const cards = spots.filter(({ data }) => data.kind === 'card');
  if (!at) {
    const ids = new Set(cards.map(({ id }) => id));
    return closestCenter({ ...drag, droppableContainers: drag.droppableContainers.filter(({ id }) => ids.has(String(id))) });
  }
  if (!dragged || dragged.kind === 'rule') {
    const tab = spots.find((spot) => spot.data.kind === 'tab' && isIn(spot, at.x, at.y));
    const over = tab?.id ?? overAt(cards, drag.active.id, at.y);
    return over === null ? [] : [{ id: over }];
  }
  const found = landingAt(dragged, at.x, at.y, spots);
  return found ? [{ id: found.spot.id, data: { landing: found.landing } }] : [];
};

function isIn({ top, left, width, height }: Spot, x: number, y: number): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

function start({ active, activatorEvent }: DragStartEvent): void {
  const dragged = draggedOf(active.data.current, activatorEvent);
  useDrag.setState({ ...NOTHING, dragged, over: dragged?.kind === 'rule' ? dragged.rule : null });
}

/** What the sensor took: a rule or a kind of rule says so itself, a row of the tree is found by its account. */
function draggedOf(data: Record<string, unknown> | undefined, event: Event): Dragged | null {
  if (data?.kind === 'tree') {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-account]') : null;
    const account = row?.dataset.account;
    const { tree } = useApp.getState();
    const place = account === undefined ? undefined : tree?.rowOf(account);
    return account === undefined || place === undefined || !tree ? null : { kind: 'account', account, name: tree.name(place) };
  }
  return isDragged(data?.dragged) ? data.dragged : null;
}

function isDragged(value: unknown): value is Dragged {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function moved({ over, collisions }: DragMoveEvent): void {
  const { dragged } = useDrag.getState();
  const state = useApp.getState();
  const board = shownChannel(state);
  const first = over && collisions ? collisions.find(({ id }) => id === over.id) : undefined;
  const landing = landingOf(first?.data?.landing);
  const barred = dragged && landing && board && state.tree ? barredWords(state.tree, asEdited(board), dragged, landing) : null;
  useDrag.setState({ landing, barred, over: over ? String(over.id) : null });
}

function landingOf(value: unknown): ReturnType<typeof useDrag.getState>['landing'] {
  return isLanding(value) ? value : null;
}

function isLanding(value: unknown): value is NonNullable<ReturnType<typeof useDrag.getState>['landing']> {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function end({ active, over }: DragEndEvent): void {
  const { dragged, landing, copy } = useDrag.getState();
  useDrag.setState(NOTHING);
  const board = shownChannel(useApp.getState());
  if (!dragged || !board) return;
  if (dragged.kind === 'rule') {
    const data = over?.data.current;
    if (data?.kind === 'tab' && typeof data.channel === 'string') {
      if (data.channel !== board.id || copy) void sendRule(dragged.rule, dragged.title, data.channel, copy);
      return;
    }
    const change = dropOn(board.rules, active.id, over?.id ?? null);
    if (copy) void edit({ kind: 'duplicate_rule', rule: dragged.rule, channel: board.id, before: beforeOf(board.rules, dragged.rule, over?.id) });
    else if (change) void edit(change);
  } else if (landing && dragged.kind === 'account') void landAccount(dragged, landing);
  else if (landing?.kind === 'between' && dragged.kind === 'type') void openNewRule(board.id, landing.before, dragged.type);
  else if (landing?.kind === 'fallback' && dragged.kind === 'type') void landTypeOnFallback(dragged.type);
}

/** The rule a copy goes in front of: the drop line is above the cards before it and below those after it. */
function beforeOf(rules: readonly RuleCard[], rule: string, over: string | number | undefined): string | null {
  const from = rules.findIndex(({ id }) => id === rule);
  const to = rules.findIndex(({ id }) => id === over);
  if (to === -1) return null;
  return (to < from ? rules[to] : rules[to + 1])?.id ?? null;
}

/** Alt or Ctrl, pressed at any time before the drop, copies. */
function useCopyKey(): void {
  useEffect(() => {
    const listen = ({ altKey, ctrlKey, metaKey }: KeyboardEvent | PointerEvent) => {
      const { dragged, copy } = useDrag.getState();
      const held = altKey || ctrlKey || metaKey;
      if (dragged?.kind === 'rule' && held !== copy) useDrag.setState({ copy: held });
    };
    window.addEventListener('keydown', listen);
    window.addEventListener('keyup', listen);
    window.addEventListener('pointermove', listen);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('keyup', listen);
      window.removeEventListener('pointermove', listen);
    };
  }, []);
}
