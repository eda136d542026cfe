import { useDraggable, useDroppable } from '@dnd-kit/core';
import { useCombinedRefs } from '@dnd-kit/utilities';
import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import { useDrafts } from '../builder/drafts';
import { RuleEditor } from '../builder/RuleEditor';
import { isCarried, useDrag, wouldStandBefore } from '../builder/useDrag';
import type { RuleCard as Rule } from '../ipc';
import { classes } from '../parts/classes';
import { hoverStep } from '../state/lead';
import { useApp } from '../state/store';
import css from './Card.module.css';
import { type CardCommand, commandOf, type Pick, pickOf, pickOfClick } from './cardKeys';
import { pointerOnly } from './drag';
import { RuleFace } from './RuleFace';
import { SelectBox } from './selection/SelectBox';
import { useSelection } from './selection/store';
import type { CardTrace } from './trace';

interface Props {
  rule: Rule;
  number: number;
  of: number;
  samples: number;
  trace: CardTrace | null;
  traced: boolean;
  onCommand: (rule: Rule, command: CardCommand) => void;
  onWander: (rule: Rule, key: string) => boolean;
  onPick: (rule: Rule, pick: Pick, key?: string) => boolean;
}

/** A rule's place on the rail and what hands can do with it there; its face is drawn apart. */
export const RuleCard = memo(function RuleCard(props: Props) {
  const { rule, number, of, samples, trace, traced, onCommand, onWander, onPick } = props;
  const editing = useDrafts((state) => state.editing[rule.id]);
  const { setNodeRef: place } = useDroppable({ id: rule.id, data: CARD });
  const drag = useDraggable({ id: rule.id, data: CARD, attributes: SORTABLE, disabled: editing !== undefined });
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, active } = drag;
  const setItem = useCombinedRefs(place, setNodeRef);
  const hovered = useApp((state) => trace !== null && state.hoveredStep === trace.step);
  const selected = useSelection((state) => state.chosen.has(rule.id));
  const carried = useDrag((state) => isCarried(state, rule.id));
  const line = useDrag((state) => wouldStandBefore(state, rule.id));
  // What is dragged would go into its pool.
  const aimed = useDrag(({ landing, barred }) => landing?.kind === 'card' && landing.rule === rule.id && barred === null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (active || editing) return;
    const pick = pickOf(event);
    const command = commandOf(event);
    if (pick) {
      if (!onPick(rule, pick, event.key)) return;
    } else if (command) onCommand(rule, command);
    else if (opensEditor(event)) {
      onCommand(rule, 'edit');
    } else if (event.key === 'm' && !event.altKey && !event.ctrlKey) {
      event.currentTarget.querySelector<HTMLElement>('[data-menu]')?.click();
    } else if (event.altKey || !onWander(rule, event.key)) return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && !event.target.closest('button')) onPick(rule, pickOfClick(event));
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (event.target instanceof Element && !event.target.closest('button')) onCommand(rule, 'edit');
  };
  const state = classes(
    css.card,
    trace?.reach === 'won' && css.won,
    !rule.enabled && css.disabled,
    hovered && css.hovered,
    selected && css.selected,
    carried && css.lifted,
    aimed && css.aimed,
  );
  return (
    // Keys pressed anywhere on the card are the card's; its handle is what the keyboard stops at.
    <li
      ref={setItem}
      className={css.item}
      data-rule={rule.id}
      data-reach={trace?.reach ?? (traced ? 'below' : 'none')}
      data-line={line}
      onKeyDown={onKeyDown}
      onFocus={() => useDrag.setState({ rule: rule.id })}
      onPointerEnter={() => trace && hoverStep(trace.step)}
      onPointerLeave={() => hoverStep(null)}
    >
      <SelectBox title={rule.title} number={number} selected={selected} onPick={(range) => onPick(rule, range ? 'range' : 'toggle')} />
      {/* Keys for what a click does are the card's, at its handle. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <article
        className={state}
        aria-label={`Rule ${number}, ${rule.title}`}
        {...(editing ? {} : pointerOnly(listeners))}
        onClick={editing ? undefined : onClick}
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
            selected={selected}
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
});

/** Held down, Enter would open what it has just saved. */
function opensEditor({ key, ctrlKey, metaKey, repeat, target }: KeyboardEvent): boolean {
  return key === 'Enter' && !ctrlKey && !metaKey && !repeat && target instanceof HTMLElement && 'handle' in target.dataset;
}

const CARD = { kind: 'rule', spot: { kind: 'card' } };
const SORTABLE = { roleDescription: 'sortable' };
const Face = memo(RuleFace);
