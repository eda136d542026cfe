// Where what is dragged would land, and what that does. Pure: places and titles in, landings out.
// Rules among themselves keep to board/drag.ts; this is for what comes from elsewhere.
import { at as cell, type Tree } from '../tree/model';
import { type ActionType, isFallbackType } from './draft';
import { outsideWords } from './pool';

export type Dragged =
  | { kind: 'rule'; rule: string; title: string }
  | { kind: 'type'; type: ActionType }
  | { kind: 'account'; account: string; name: string };

export type Landing =
  /** In front of a rule, or last. */
  | { kind: 'between'; before: string | null }
  | { kind: 'card'; rule: string }
  /** An open editor of a rule that is not in the book yet. */
  | { kind: 'draft'; key: string }
  | { kind: 'fallback' }
  | { kind: 'type'; type: ActionType };

export type SpotData =
  | { kind: 'card' }
  | { kind: 'draft' }
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

/** This near to a card's upper or lower edge, what is dragged lands between the cards and not on one. */
const RIM = 14;
/** This far above the first card and below the last one they are still meant. */
const MARGIN = 40;
/** Where there is no card yet, the words that say so are in its place. */
const EMPTY_MARGIN = 140;

export function landingAt(dragged: Dragged, x: number, y: number, spots: readonly Spot[]): { spot: Spot; landing: Landing } | null {
  for (const spot of spots.filter((each) => contains(each, x, y))) {
    const landing = landingOn(dragged, spot, y);
    if (landing) return { spot, landing };
  }
  const list = spots.filter(({ data }) => data.kind === 'card' || data.kind === 'fallback').toSorted((one, two) => one.top - two.top);
  const [first] = list;
  const last = list.at(-1);
  if (!first || !last || x < first.left || x > first.left + first.width) return null;
  const above = first.data.kind === 'fallback' ? EMPTY_MARGIN : MARGIN;
  if (y < first.top - above || y > last.top + last.height + MARGIN) return null;
  const below = list.find(({ data, top, height }) => data.kind === 'fallback' || y < top + height / 2) ?? last;
  return { spot: below, landing: { kind: 'between', before: below.data.kind === 'card' ? below.id : null } };
}

function landingOn(dragged: Dragged, { id, data, top, height }: Spot, y: number): Landing | null {
  if (data.kind === 'type') return dragged.kind === 'account' ? { kind: 'type', type: data.type } : null;
  const rim = Math.min(RIM, height / 4);
  if (y <= top + rim || y >= top + height - rim) return null;
  if (data.kind === 'fallback') return { kind: 'fallback' };
  if (dragged.kind !== 'account') return null;
  if (data.kind === 'card') return { kind: 'card', rule: id };
  return data.kind === 'draft' ? { kind: 'draft', key: id } : null;
}

function contains({ top, left, width, height }: Spot, x: number, y: number): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

export interface Board {
  account: string;
  rules: readonly { id: string; title: string; then: { kind: string } }[];
  fallback: { then: { kind: string } };
}

/** Why it cannot land there; `null` where it can. */
export function barredWords(tree: Tree, board: Board, dragged: Dragged, landing: Landing): string | null {
  if (dragged.kind === 'type') {
    return landing.kind === 'fallback' && !isFallbackType(dragged.type) ? 'A fallback cannot be of this kind' : null;
  }
  if (dragged.kind === 'rule') return null;
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
  if (landing.kind === 'fallback') return board.fallback.then.kind === 'round_robin_all' ? 'The fallback is over all agents already' : null;
  if (landing.kind !== 'card') return null;
  const rule = board.rules.find(({ id }) => id === landing.rule);
  if (rule?.then.kind === 'round_robin_all') return `“${rule.title}” is over all agents already`;
  return rule?.then.kind === 'custom' ? `“${rule.title}” is custom logic, which has no pool` : null;
}

const AGENT = 4;

/** What would happen, beside what is dragged. */
export function landingWords(board: Board, dragged: Dragged, landing: Landing): string {
  const rule = landing.kind === 'card' ? board.rules.find(({ id }) => id === landing.rule) : undefined;
  switch (landing.kind) {
    case 'card':
      return `into the pool of “${rule?.title ?? ''}”`;
    case 'draft':
      return 'into the pool of the new rule';
    case 'fallback':
      return dragged.kind === 'type' ? 'what no rule takes' : 'into the fallback';
    case 'type':
      return 'a new rule of this kind';
    case 'between':
      return dragged.kind === 'account' ? 'a new rule for it here' : 'a new rule here';
  }
}
