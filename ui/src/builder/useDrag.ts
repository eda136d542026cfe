// What is in the hand, for everything that draws where it would go.
import { create } from 'zustand';
import type { Dragged, Landing } from './drop';

interface Drag {
  dragged: Dragged | null;
  landing: Landing | null;
  /** Why it cannot be dropped there. */
  barred: string | null;
  /** The card a rule would take the place of, or the tab it would go to. */
  over: string | null;
  /** Alt or Ctrl is held: a rule is copied and not moved. */
  copy: boolean;
  /** The rule the keyboard was on last: what keys in the tree add to. */
  rule: string | null;
}

export const NOTHING = { dragged: null, landing: null, barred: null, over: null, copy: false };

export const useDrag = create<Drag>()(() => ({ ...NOTHING, rule: null }));
