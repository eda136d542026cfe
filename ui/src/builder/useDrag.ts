// What is in the hand, for everything that draws where it would go.
import { create } from 'zustand';
import { useApp } from '../state/store';
import type { Dragged, Landing } from './drop';

interface Drag {
  dragged: Dragged | null;
  landing: Landing | null;
  /** Why it cannot be dropped there. */
  barred: string | null;
  /** Moved there, it would be where it is. */
  idle: boolean;
  /** Alt or Ctrl is held: rules are copied and not moved. */
  copy: boolean;
  /** The rule the keyboard was on last: what keys in the tree add to. */
  rule: string | null;
}

export const NOTHING = { dragged: null, landing: null, barred: null, idle: false, copy: false };

export const useDrag = create<Drag>()(() => ({ ...NOTHING, rule: null }));

useApp.subscribe(({ opening }, before) => {
  if (opening !== before.opening) useDrag.setState({ ...NOTHING, rule: null });
});

/** Whether what is dragged would come to stand in front of a rule, or last. */
export function wouldStandBefore({ landing, barred, idle, copy }: Drag, rule: string | null): boolean {
  return landing?.kind === 'between' && landing.before === rule && barred === null && (copy || !idle);
}

/** Whether a rule is among those carried. */
export function isCarried({ dragged }: Drag, rule: string): boolean {
  return dragged?.kind === 'rules' && dragged.rules.some(({ id }) => id === rule);
}
