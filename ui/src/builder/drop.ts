// Where what is dragged would land, and what that does. Pure: places and titles in, landings out.
import { beforeAt, type Named, overAt } from '../board/drag';
import { count } from '../frame/words';
import { kindOf, type Tree } from '../tree/model';
import { type ActionType, isFallbackType } from './draft';
import { outsideWords } from './pool';

export type Dragged =
  | { kind: 'rules'; rules: readonly Named[] }
  | { kind: 'type'; type: ActionType }
  | { kind: 'accounts'; accounts: readonly Carried[] };

/** An account in the hand. */
export interface Carried {
  id: string;
  name: string;
}

export type Landing =
  /** In front of a rule, or last. */
  | { kind: 'between'; before: string | null }
  | { kind: 'card'; rule: string }
  /** An open editor of a rule that is not in the book yet. */
  | { kind: 'draft'; key: string }
  | { kind: 'fallback' }
  | { kind: 'tab'; channel: string }
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

interface Hit {
  spot: Spot;
  landing: Landing;
}

export function landingAt(dragged: Dragged, x: number, y: number, spots: readonly Spot[]): Hit | null {
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
  if (data.kind === 'type') return dragged.kind === 'accounts' ? { kind: 'type', type: data.type } : null;
  const rim = Math.min(RIM, height / 4);
  if (y <= top + rim || y >= top + height - rim) return null;
  if (data.kind === 'fallback') return { kind: 'fallback' };
  if (dragged.kind !== 'accounts') return null;
  if (data.kind === 'card') return { kind: 'card', rule: id };
  return data.kind === 'draft' ? { kind: 'draft', key: id } : null;
}

/** Rules, taken by the one called `active`, land on a channel's tab or among the cards. */
export function rulesLandingAt(
  rules: readonly Named[],
  carried: readonly Named[],
  active: string,
  x: number,
  y: number,
  spots: readonly Spot[],
): Hit | null {
  for (const spot of spots) {
    if (spot.data.kind === 'tab' && contains(spot, x, y)) return { spot, landing: { kind: 'tab', channel: spot.data.channel } };
  }
  const cards = spots.filter(({ data }) => data.kind === 'card');
  const over = overAt(cards, active, y);
  const spot = cards.find(({ id }) => id === over);
  return spot ? { spot, landing: rulesLandingOn(rules, carried, active, spot.id) } : null;
}

/** Rules dropped on the place of another. */
export function rulesLandingOn(
  rules: readonly Named[],
  carried: readonly Named[],
  active: string,
  over: string,
): Landing {
  return { kind: 'between', before: beforeAt(rules, carried.map(({ id }) => id), active, over) };
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
  switch (dragged.kind) {
    case 'rules':
      return null;
    case 'type':
      return landing.kind === 'fallback' && !isFallbackType(dragged.type) ? 'A fallback cannot be of this kind' : null;
    case 'accounts':
      return outsiders(tree, board.account, dragged.accounts) ?? unfit(tree, board, dragged.accounts, landing);
  }
}

/** Of several, whoever the channel cannot give leads to bars them all. */
function outsiders(tree: Tree, account: string, accounts: readonly Carried[]): string | null {
  const outside = accounts.flatMap(({ id, name }) => {
    const row = tree.rowOf(id);
    const why = row === undefined ? 'not in the tree any more' : outsideWords(tree, account, row);
    return why === null ? [] : [`${name} is ${why}`];
  });
  const [first] = outside;
  if (first === undefined || outside.length === 1) return first ?? null;
  return `${first}, as ${outside.length === 2 ? 'is' : 'are'} ${outside.length - 1} more`;
}

function unfit(tree: Tree, board: Board, accounts: readonly Carried[], landing: Landing): string | null {
  const [only] = accounts;
  switch (landing.kind) {
    case 'type': {
      if (landing.type === 'custom') return 'Custom logic names its agents itself';
      if (landing.type === 'round_robin_all') return 'It is over all agents already';
      if (landing.type !== 'specific_agent') return null;
      if (!only || accounts.length > 1) return 'A specific agent is one, and a pool takes several';
      const row = tree.rowOf(only.id);
      return row !== undefined && kindOf(tree, row) === 'agent' ? null : `${only.name} is not an agent`;
    }
    case 'fallback':
      return board.fallback.then.kind === 'round_robin_all' ? 'The fallback is over all agents already' : null;
    case 'card': {
      const rule = board.rules.find(({ id }) => id === landing.rule);
      if (rule?.then.kind === 'round_robin_all') return `“${rule.title}” is over all agents already`;
      return rule?.then.kind === 'custom' ? `“${rule.title}” is custom logic, which has no pool` : null;
    }
    case 'between':
    case 'draft':
    case 'tab':
      return null;
  }
}

/** What would happen, beside what is dragged; rules among the cards show it by a line alone. */
export function landingWords(board: Board, dragged: Dragged, landing: Landing): string | null {
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
    case 'tab':
      return null;
    case 'between':
      if (dragged.kind === 'rules') return null;
      if (dragged.kind === 'type') return 'a new rule here';
      return dragged.accounts.length === 1 ? 'a new rule for it here' : 'a new rule for them here';
  }
}

/** `Agent Brown`, `Agent Brown and Agent Davis`, `3 accounts` */
export function accountsWords(accounts: readonly Carried[]): string {
  const [one, two] = accounts;
  if (!one) return 'nobody';
  if (!two) return one.name;
  return accounts.length === 2 ? `${one.name} and ${two.name}` : count(accounts.length, 'account', 'accounts');
}
