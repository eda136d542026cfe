import { useSortable } from '@dnd-kit/sortable';
import { CSS as Transform } from '@dnd-kit/utilities';
import type { KeyboardEvent, PointerEvent } from 'react';
import { count } from '../frame/words';
import type { MemberSource } from '../ipc';
import { IconButton } from '../parts/Button';
import { Badge } from '../parts/Chip';
import { Face } from '../parts/Face';
import { KindIcon, Sign } from '../parts/icons';
import { useApp } from '../state/store';
import { kindOf } from '../tree/model';
import { factsOf, initialsOf } from '../tree/words';
import css from './builder.module.css';
import { problemsAt } from './draft';
import { useEditor } from './editing';
import { MOST_WEIGHT, outsideWords } from './pool';
import { Problems } from './Problems';

interface Props {
  member: MemberSource;
  place: number;
  name: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onWeight: (weight: number) => void;
  onRemove: () => void;
}

export function MemberRow({ member, place, name, onKeyDown, onWeight, onRemove }: Props) {
  const tree = useApp((state) => state.tree);
  const { account, problems } = useEditor();
  const { listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: member.account,
  });
  // The whole row is taken by the pointer, save where it is written into and pressed.
  const onPointerDown = (event: PointerEvent) => {
    const on = event.target instanceof Element ? event.target.closest('input, button') : null;
    const take = listeners?.onPointerDown;
    if (take && (on === null || on.matches('[data-grip]'))) Reflect.apply(take, undefined, [event]);
  };
  const row = tree?.rowOf(member.account);
  const kind = tree && row !== undefined ? kindOf(tree, row) : 'other';
  const facts = tree && row !== undefined ? factsOf(tree, row) : null;
  const outside = tree && row !== undefined ? outsideWords(tree, account, row) : null;
  return (
    <li
      ref={setNodeRef}
      className={css.member}
      data-member={member.account}
      data-lifted={isDragging}
      style={{ transform: Transform.Translate.toString(transform), transition }}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={css.grip}
        data-grip
        aria-label={`${name}, ${place + 1} in the pool. Alt and arrows move, Delete takes out.`}
      >
        <Sign of="grip" />
      </button>
      {kind === 'agent' ? <Face name={name} initials={initialsOf(name)} /> : <KindIcon kind={kind} />}
      <bdi className={css.name} title={name}>
        {name}
      </bdi>
      {facts && facts.agents > 0 && <span className={css.calm}>{count(facts.agents, 'agent', 'agents')}</span>}
      {facts?.inactive && <Badge>inactive</Badge>}
      {facts?.away && <Badge tone="warn">away</Badge>}
      {outside !== null && <Badge tone="warn">{outside}</Badge>}
      <label className={css.weight} title="Turns relative to the others">
        <span aria-hidden>×</span>
        <input
          type="number"
          min={1}
          max={MOST_WEIGHT}
          aria-label={`Weight of ${name}`}
          value={member.weight}
          onChange={(event) => onWeight(event.target.valueAsNumber)}
        />
      </label>
      <IconButton label={`Take ${name} out of the pool`} onClick={onRemove}>
        <Sign of="cross" />
      </IconButton>
      <Problems problems={problemsAt(problems, `then.pool[${place}]`)} />
    </li>
  );
}
