import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { MemberSource } from '../ipc';
import { say } from '../state/notice';
import { useApp } from '../state/store';
import { AccountField } from './AccountField';
import css from './builder.module.css';
import { MemberRow } from './MemberRow';
import { poolAnnouncer, withMemberAt, withMembers, withoutMember, withWeight } from './pool';

interface Props {
  members: readonly MemberSource[];
  invalid: boolean;
  describedBy: string | undefined;
  onMembers: (members: readonly MemberSource[]) => void;
}

const BY_POINTER = { activationConstraint: { distance: 4 } };
/** Dropped this far beside the list, a member leaves it. */
const AWAY = 60;

/** The pool in its order: who leads the rotation, and how many turns each has. */
export function PoolEditor({ members, invalid, describedBy, onMembers }: Props) {
  const tree = useApp((state) => state.tree);
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  /** A member's row, or the field below the last. */
  const focusNext = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focusNext.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-member="${CSS.escape(focusNext.current)}"] button`);
    (row ?? place.current?.querySelector<HTMLElement>('[role="combobox"]'))?.focus();
    focusNext.current = null;
  }, [members]);
  const sensors = useSensors(useSensor(PointerSensor, BY_POINTER));
  const nameOf = (account: string) => {
    const row = tree?.rowOf(account);
    return row === undefined ? account : (tree?.name(row) ?? account);
  };
  const remove = (account: string) => {
    const here = members.findIndex((member) => member.account === account);
    focusNext.current = (members[here + 1] ?? members[here - 1])?.account ?? '';
    onMembers(withoutMember(members, account));
    say(`Took ${nameOf(account)} out of the pool`);
  };
  const moveTo = (account: string, place: number) => {
    if (place < 0 || place >= members.length) return;
    focusNext.current = account;
    onMembers(withMemberAt(members, account, place));
    say(`${nameOf(account)} is ${place + 1} of ${members.length} now`);
  };
  const onDragEnd = ({ active, over, delta }: DragEndEvent) => {
    const account = String(active.id);
    if (Math.abs(delta.x) > (list.current?.offsetWidth ?? 0) / 2 + AWAY) remove(account);
    else if (over && over.id !== active.id) {
      moveTo(account, members.findIndex((member) => member.account === over.id));
    }
  };
  const onKeyDown = (event: KeyboardEvent, account: string, place: number) => {
    if (event.altKey && event.key === 'ArrowUp') moveTo(account, place - 1);
    else if (event.altKey && event.key === 'ArrowDown') moveTo(account, place + 1);
    else if (event.key === 'Delete' && !(event.target instanceof HTMLInputElement)) remove(account);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={place} className={css.pool}>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements: poolAnnouncer(members, nameOf) }}
        onDragEnd={onDragEnd}
      >
        <SortableContext items={members.map(({ account }) => account)} strategy={verticalListSortingStrategy}>
          <ul ref={list} aria-label="Pool, in order" className={css.members}>
            {members.map((member, index) => (
              <MemberRow
                key={member.account}
                member={member}
                place={index}
                name={nameOf(member.account)}
                onKeyDown={(event) => onKeyDown(event, member.account, index)}
                onWeight={(weight) => onMembers(withWeight(members, member.account, weight))}
                onRemove={() => remove(member.account)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <AccountField
        label="Add to the pool"
        placeholder="Add an agent, team or office"
        chosen={null}
        only="all"
        invalid={invalid}
        describedBy={describedBy}
        onChoose={(account) => {
          onMembers(withMembers(members, [account]));
          say(`Added ${nameOf(account)} to the pool`);
        }}
      />
    </div>
  );
}
