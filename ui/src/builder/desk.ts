// A drag from its start to its drop: what was taken, where it would land, what the drop does.
import type { DragEndEvent, DragMoveEvent, DragStartEvent } from '@dnd-kit/core';
import { moveBefore } from '../board/edits';
import { meantBy } from '../board/selection/store';
import { edit } from '../state/edit';
import { shownChannel, useApp } from '../state/store';
import { carriedFrom } from '../tree/picked';
import { openNewRule } from './actions';
import { copyHere, landAccounts, landTypeOnFallback, sendRules } from './acts';
import { asEdited } from './drafts';
import { barredWords, type Dragged, type Landing } from './drop';
import { NOTHING, useDrag } from './useDrag';

export function start({ active, activatorEvent }: DragStartEvent): void {
  useDrag.setState({ ...NOTHING, dragged: draggedOf(String(active.id), active.data.current, activatorEvent) });
}

/** A row of the tree is found by its account, a rule by its id; a kind of rule says so itself. */
function draggedOf(id: string, data: Record<string, unknown> | undefined, event: Event): Dragged | null {
  if (data?.kind === 'tree') {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    const { tree } = useApp.getState();
    if (!row || !tree) return null;
    return { kind: 'accounts', accounts: carriedFrom(tree, Number(row.dataset.row)) };
  }
  if (data?.kind === 'rule') {
    const rules = meantBy(shownChannel(useApp.getState())?.rules ?? [], id);
    return { kind: 'rules', rules: rules.map(({ id, title }) => ({ id, title })) };
  }
  return isDragged(data?.dragged) ? data.dragged : null;
}

function isDragged(value: unknown): value is Dragged {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

export function moved({ active, over, collisions }: DragMoveEvent): void {
  const { dragged } = useDrag.getState();
  const state = useApp.getState();
  const board = shownChannel(state);
  const first = over && collisions ? collisions.find(({ id }) => id === over.id) : undefined;
  const landing = isLanding(first?.data?.landing) ? first.data.landing : null;
  const barred = dragged && landing && board && state.tree ? barredWords(state.tree, asEdited(board), dragged, landing) : null;
  const idle =
    dragged?.kind === 'rules' && landing?.kind === 'between' && board !== null
      ? over?.id === active.id || moveBefore(board.id, board.rules, idsOf(dragged), landing.before) === null
      : false;
  useDrag.setState({ landing, barred, idle });
}

function isLanding(value: unknown): value is Landing {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function idsOf({ rules }: Extract<Dragged, { kind: 'rules' }>): ReadonlySet<string> {
  return new Set(rules.map(({ id }) => id));
}

export function end({ over }: DragEndEvent): void {
  const { dragged, landing, idle, copy } = useDrag.getState();
  useDrag.setState(NOTHING);
  const board = shownChannel(useApp.getState());
  if (!dragged || !board || !landing || !over) return;
  switch (dragged.kind) {
    case 'accounts':
      return void landAccounts(dragged.accounts, landing);
    case 'type':
      if (landing.kind === 'between') void openNewRule(board.id, landing.before, dragged.type);
      else if (landing.kind === 'fallback') void landTypeOnFallback(dragged.type);
      return;
    case 'rules': {
      const { rules } = dragged;
      if (landing.kind === 'tab') {
        if (landing.channel !== board.id || copy) void sendRules(rules, landing.channel, copy);
      } else if (landing.kind === 'between') {
        if (copy) return void copyHere(board.id, rules, landing.before);
        const change = idle ? null : moveBefore(board.id, board.rules, idsOf(dragged), landing.before);
        if (change) void edit(change);
      }
    }
  }
}

export function cancel(): void {
  useDrag.setState(NOTHING);
}
