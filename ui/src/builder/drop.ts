// Where what is dragged would land, and what that does. Pure: places and titles in, landings out.
// Rules among themselves keep to board/drag.ts; this is for what comes from elsewhere.
import { at as cell, type Tree } from '../tree/model';
import type { ActionType } from './draft';
import { outsideWords } from './pool';

export type Dragged =
  | { kind: 'rule'; rule: string; title: string }
  | { kind: 'type'; type: ActionType }
  | { kind: 'account'; account: string; name: string };

export type Landing =
  /** In front of a rule, or last. */
  | { kind: 'between'; before: string | null }
  | { kind: 'card'; rule: string }
  | { kind: 'fallback' }
  | { kind: 'type'; type: ActionType };

export type SpotData =
  | { kind: 'card' }
  | { kind: 'fallback' }
  | { kind: 'tab'; channel: string }
  | { kind: 'type'; type: ActionType };

export interface Spot {
  id: string;
  data: SpotData;
  top: number;
  left: number;
  width: number;
  height: number;
}

/** This near to a card's upper or lower edge, an account lands between the cards and not on one. */
const RIM = 14;

export function landingAt(dragged: Dragged, x: number, y: number, spots: readonly Spot[]): { spot: Spot; landing: Landing } | null {
  const hit = spots.filter((spot) => contains(spot, x, y));
  if (dragged.kind === 'account') {
    for (const spot of hit) {
      if (spot.data.kind === 'type') return { spot, landing: { kind: 'type', type: spot.data.type } };
      if (spot.data.kind === 'fallback') return { spot, landing: { kind: 'fallback' } };
      const rim = Math.min(RIM, spot.height / 4);
      if (spot.data.kind === 'card' && y > spot.top + rim && y < spot.top + spot.height - rim) {
        return { spot, landing: { kind: 'card', rule: spot.id } };
      }
    }
  }
  const list = spots.filter(({ data }) => data.kind === 'card' || data.kind === 'fallback').toSorted((one, two) => one.top - two.top);
  const [first] = list;
  const last = list.at(-1);
  if (!first || !last || x < first.left || x > first.left + first.width) return null;
  if (y < first.top - 40 || y > last.top + last.height + 40) return null;
  const below = list.find(({ data, top, height }) => data.kind === 'fallback' || y < top + height / 2) ?? last;
  return { spot: below, landing: { kind: 'between', before: below.data.kind === 'card' ? below.id : null } };
}

function contains({ top, left, width, height }: Spot, x: number, y: number): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

export interface Board {
  account: string;
  rules: readonly { id: string; title: string; then: { kind: string } }[];
}

/** Why it cannot land there; `null` where it can. */
export function barredWords(tree: Tree, board: Board, dragged: Dragged, landing: Landing): string | null {
  if (dragged.kind !== 'account') return null;
  const row = tree.rowOf(dragged.account);
  if (row === undefined) return `${dragged.name} is not in the tree any more`;
  const outside = outsideWords(tree, board.account, row);
  if (outside !== null) return `${dragged.name} is ${outside}`;
  if (landing.kind === 'type' && (landing.type === 'custom' || landing.type === 'round_robin_all')) {
    return landing.type === 'custom' ? 'Custom logic names its agents itself' : 'It is over all agents already';
  }
  if (landing.kind === 'type' && landing.type === 'specific_agent' && cell(tree.columns.kind, row) !== AGENT) {
    return `${dragged.name} is not an agent`;
  }
  if (landing.kind !== 'card') return null;
  const rule = board.rules.find(({ id }) => id === landing.rule);
  return rule?.then.kind === 'custom' ? `“${rule.title}” is custom logic, which has no pool` : null;
}

const AGENT = 4;

/** What would happen, beside what is dragged. */
export function landingWords(board: Board, dragged: Dragged, landing: Landing): string {
  const rule = landing.kind === 'card' ? board.rules.find(({ id }) => id === landing.rule) : undefined;
  switch (landing.kind) {
    case 'card':
      return `into the pool of “${rule?.title ?? ''}”`;
    case 'fallback':
      return 'into the fallback';
    case 'type':
      return 'a new rule of this kind';
    case 'between':
      return dragged.kind === 'account' ? 'a new rule for it here' : 'a new rule here';
  }
}
