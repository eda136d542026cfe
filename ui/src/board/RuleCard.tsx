import { useSortable } from '@dnd-kit/sortable';
import type { KeyboardEvent } from 'react';
import type { RuleCard as Rule } from '../ipc';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { Menu, type MenuItem } from '../parts/Menu';
import { hoverStep } from '../state/lead';
import { useApp } from '../state/store';
import { Action } from './Action';
import css from './Card.module.css';
import { Condition } from './Condition';
import { type CardCommand, commandOf, editOf } from './cardKeys';
import { pointerOnly } from './drag';
import type { CardTrace } from './trace';
import { caughtWords, followUpWords } from './words';

interface Props {
  rule: Rule;
  rules: readonly Rule[];
  number: number;
  samples: number;
  trace: CardTrace | null;
  traced: boolean;
  edge: 'above' | 'below' | null;
  onCommand: (rule: Rule, command: CardCommand) => void;
  onWander: (rule: Rule, key: string) => boolean;
}

export function RuleCard({ rule, rules, number, samples, trace, traced, edge, onCommand, onWander }: Props) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging, active } = useSortable({ id: rule.id });
  const hovered = useApp((state) => trace !== null && state.hoveredStep === trace.step);
  const onKeyDown = (event: KeyboardEvent) => {
    if (active) return;
    const command = commandOf(event);
    if (command) onCommand(rule, command);
    else if (event.key === 'Enter' && event.target instanceof HTMLElement && 'handle' in event.target.dataset) {
      event.currentTarget.querySelector<HTMLElement>('[data-menu]')?.click();
    } else if (event.altKey || !onWander(rule, event.key)) return;
    event.preventDefault();
  };
  const state = classes(
    css.card,
    trace?.reach === 'won' && css.won,
    !rule.enabled && css.disabled,
    hovered && css.hovered,
    isDragging && css.lifted,
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
      onPointerEnter={() => trace && hoverStep(trace.step)}
      onPointerLeave={() => hoverStep(null)}
    >
      <span className={css.number} aria-hidden>
        {number}
      </span>
      <article className={state} aria-label={`Rule ${number}, ${rule.title}`} {...pointerOnly(listeners)}>
        <div className={css.top}>
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...attributes}
            {...listeners}
            className={css.handle}
            aria-label={`Move “${rule.title}”, rule ${number} of ${rules.length}`}
            data-handle
            data-entry={number === 1 ? '' : undefined}
          >
            <Sign of="grip" />
          </button>
          <h3 className={classes(css.title, !rule.named && css.unnamed)}>{rule.title}</h3>
          {!rule.enabled && <Badge>disabled</Badge>}
          {trace?.reach === 'below' && trace.wouldMatch === true && <span className={css.aside}>would match too</span>}
          {trace?.reach === 'spare' && <span className={css.aside}>if nobody claims</span>}
          <span className={css.caught}>{caughtWords(rule.caught, samples)}</span>
          <Menu label={`Actions for “${rule.title}”`} icon={<Sign of="more" />} items={menuOf(rule, rules, onCommand)} />
        </div>
        <div className={css.body}>
          <Condition when={trace?.reach === 'past' || trace?.reach === 'won' ? (trace.when ?? rule.when) : rule.when} />
          <Action action={rule.then} chosen={trace?.chosen ?? null} />
          {rule.follow_up.length > 0 && <p className={css.follow}>{followUpWords(rule.follow_up)}</p>}
        </div>
      </article>
    </li>
  );
}

function menuOf(rule: Rule, rules: readonly Rule[], onCommand: Props['onCommand']): MenuItem[] {
  const item = (command: CardCommand, label: string, keys: string): MenuItem => ({
    label,
    keys,
    disabled: editOf(rules, rule, command) === null,
    run: () => onCommand(rule, command),
  });
  return [
    item('up', 'Move up', 'Alt+↑'),
    item('down', 'Move down', 'Alt+↓'),
    item('top', 'Move to the top', 'Alt+Home'),
    item('bottom', 'Move to the bottom', 'Alt+End'),
    { ...item('switch', rule.enabled ? 'Disable' : 'Enable', 'E'), parted: true },
    { ...item('delete', 'Delete', 'Del'), danger: true },
  ];
}
