// A pool's members while hands are on them, and who may be one. Pure.
import type { UniqueIdentifier } from '@dnd-kit/core';
import type { MemberSource } from '../ipc';
import { at, type Tree } from '../tree/model';

export const MOST_WEIGHT = 100;

/** Adds accounts at a place, or last; those already in the pool stay where they are. */
export function withMembers(
  members: readonly MemberSource[],
  accounts: readonly string[],
  place = members.length,
): MemberSource[] {
  const present = new Set(members.map(({ account }) => account));
  const news = [...new Set(accounts)].filter((account) => !present.has(account));
  return members.toSpliced(place, 0, ...news.map((account) => ({ account, weight: 1 })));
}

export function withoutMember(members: readonly MemberSource[], account: string): MemberSource[] {
  return members.filter((member) => member.account !== account);
}

/** Puts a member at `place`, counted without it. */
export function withMemberAt(members: readonly MemberSource[], account: string, place: number): MemberSource[] {
  const member = members.find((each) => each.account === account);
  if (!member) return [...members];
  const rest = withoutMember(members, account);
  return rest.toSpliced(Math.min(Math.max(place, 0), rest.length), 0, member);
}

export function withWeight(members: readonly MemberSource[], account: string, weight: number): MemberSource[] {
  if (!Number.isInteger(weight)) return [...members];
  const kept = Math.min(Math.max(weight, 1), MOST_WEIGHT);
  return members.map((member) => (member.account === account ? { ...member, weight: kept } : member));
}

/** Whether a channel of `account` may give leads to somebody of `member`. */
export function inScope(tree: Tree, account: string, member: number): boolean {
  const top = tree.rowOf(account);
  if (top === undefined) return false;
  return (member >= top && member < at(tree.end, top)) || (top >= member && top < at(tree.end, member));
}

/** Why a channel of `account` cannot give leads to a member; `null` where it can. */
export function outsideWords(tree: Tree, account: string, member: number): string | null {
  if (inScope(tree, account, member)) return null;
  const top = tree.rowOf(account);
  return `outside ${top === undefined ? 'the channel’s account' : tree.name(top)}`;
}

interface Carried {
  active: { id: UniqueIdentifier };
  over: { id: UniqueIdentifier } | null;
}

/** What screen readers hear while a member is carried through the pool; the drop is told as it is done. */
export function poolAnnouncer(members: readonly MemberSource[], nameOf: (account: string) => string) {
  const name = ({ id }: { id: UniqueIdentifier }) => nameOf(String(id));
  const place = ({ id }: { id: UniqueIdentifier }) => members.findIndex(({ account }) => account === id) + 1;
  return {
    onDragStart: ({ active }: Pick<Carried, 'active'>) => `Picked up ${name(active)}, ${place(active)} of ${members.length}.`,
    onDragOver: ({ active, over }: Carried) =>
      over ? `${name(active)} would be ${place(over)} of ${members.length}.` : `${name(active)} is not over the pool.`,
    onDragEnd: () => undefined,
    onDragCancel: ({ active }: Pick<Carried, 'active'>) => `Cancelled. ${name(active)} stays where it was.`,
  };
}
