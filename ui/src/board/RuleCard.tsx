import { useSortable } from '@dnd-kit/sortable';
import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import { useDrafts } from '../builder/drafts';
import { useDrag } from '../builder/useDrag';
import { RuleEditor } from '../builder/RuleEditor';
import type { RuleCard as Rule } from '../ipc';
import { classes } from '../parts/classes';
import { hoverStep } from '../state/lead';
import { useApp } from '../state/store';
import css from './Card.module.css';
import { type CardCommand, commandOf } from './cardKeys';
import { pointerOnly } from './drag';
import { RuleFace } from './RuleFace';
import type { CardTrace } from './trace';

interface Props {
  rule: Rule;
  number: number;
  of: number;
  samples: number;
  trace: CardTrace | null;
  traced: boolean;
  edge: 'above' | 'below' | null;
  /** What is dragged would go into its pool. */
  aimed: boolean;
  onCommand: (rule: Rule, command: CardCommand) => void;
  onWander: (rule: Rule, key: string) => boolean;
}

/** A rule's place on the rail and what hands can do with it there; its face is drawn apart. */
export function RuleCard({ rule, number, of, samples, trace, traced, edge, aimed, onCommand, onWander }: Props) {
  const editing = useDrafts((state) => state.editing[rule.id]);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging, active } = useSortable({
    id: rule.id,
    data: { dragged: { kind: 'rule', rule: rule.id, title: rule.title }, spot: CARD },
    disabled: { draggable: editing !== undefined },
  });
  const hovered = useApp((state) => trace !== null && state.hoveredStep === trace.step);
  const onKeyDown = (event: KeyboardEvent) => {
    if (active || editing) return;
    const command = commandOf(event);
    if (command) onCommand(rule, command);
    else if (event.key === 'Enter' && event.target instanceof HTMLElement && 'handle' in event.target.dataset) {
      onCommand(rule, 'edit');
    } else if (event.key === 'm' && !event.altKey && !event.ctrlKey) {
      event.currentTarget.querySelector<HTMLElement>('[data-menu]')?.click();
    } else if (event.altKey || !onWander(rule, event.key)) return;
    event.preventDefault();
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (event.target instanceof Element && !event.target.closest('button')) onCommand(rule, 'edit');
  };
  const state = classes(
    css.card,
    trace?.reach === 'won' && css.won,
    !rule.enabled && css.disabled,
    hovered && css.hovered,
    isDragging && css.lifted,
    aimed && css.aimed,
  );
  return (
    // Keys pressed anywhere on the card are the card's; its handle is what the keyboard stops at.
    <li
      ref={setNodeRef}
      className={css.item}
      data-rule={rule.id}
      data-reach={trace?.reach ?? (traced ? 'below' : 'none')}
      data-edge={edge ?? 'none'}
      onKeyDown={onKeyDown}
      onFocus={() => useDrag.setState({ rule: rule.id })}
      onPointerEnter={() => trace && hoverStep(trace.step)}
      onPointerLeave={() => hoverStep(null)}
    >
      <span className={css.number} aria-hidden>
        {number}
      </span>
      <article
        className={state}
        aria-label={`Rule ${number}, ${rule.title}`}
        {...(editing ? {} : pointerOnly(listeners))}
        onDoubleClick={editing ? undefined : onDoubleClick}
      >
        {editing ? (
          <RuleEditor editing={editing} />
        ) : (
          <Face
            rule={rule}
            number={number}
            of={of}
            samples={samples}
            reach={trace?.reach ?? null}
            when={trace?.when ?? null}
            wouldMatch={trace?.wouldMatch ?? null}
            chosen={trace?.chosen ?? null}
            handle={setActivatorNodeRef}
            attributes={attributes}
            listeners={listeners}
            onCommand={onCommand}
          />
        )}
      </article>
    </li>
  );
}

const CARD = { kind: 'card' };
const Face = memo(RuleFace);
