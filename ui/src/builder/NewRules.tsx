import { useDroppable } from '@dnd-kit/core';
import css from '../board/Card.module.css';
import { classes } from '../parts/classes';
import { type Editing, useDrafts } from './drafts';
import { RuleEditor } from './RuleEditor';
import { useDrag } from './useDrag';

interface Props {
  channel: string;
  /** The rule they would stand in front of; `null` is the end. */
  before: string | null;
  /** At the end: the rules there are, since the one that a draft was in front of may be gone. */
  present?: readonly { id: string }[];
}

/** Rules that are not in the book yet, in the place they would take. */
export function NewRules({ channel, before, present = [] }: Props) {
  const editing = useDrafts((state) => state.editing);
  const here = Object.values(editing).filter(({ channel: of, target }) => {
    if (of !== channel || target.kind !== 'new') return false;
    const isGone = before === null && !present.some(({ id }) => id === target.before);
    return target.before === before || isGone;
  });
  return here.map((each) => <NewRule key={each.key} editing={each} />);
}

const SPOT = { spot: { kind: 'draft' } };

function NewRule({ editing }: { editing: Editing }) {
  const { setNodeRef } = useDroppable({ id: editing.key, data: SPOT });
  const aimed = useDrag(({ landing, barred }) => landing?.kind === 'draft' && landing.key === editing.key && barred === null);
  return (
    <li ref={setNodeRef} className={css.item} data-new>
      <span className={css.number} aria-hidden>
        +
      </span>
      <article className={classes(css.card, aimed && css.aimed)} aria-label="New rule">
        <RuleEditor editing={editing} />
      </article>
    </li>
  );
}
