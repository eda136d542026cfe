import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import type { ConditionView, RuleCard as Rule } from '../ipc';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { Menu } from '../parts/Menu';
import { Words } from '../parts/Words';
import { useApp } from '../state/store';
import { Action } from './Action';
import css from './Card.module.css';
import { Condition } from './Condition';
import { menuOf } from './cardMenu';
import type { CardCommand } from './cardKeys';
import type { Reach } from './trace';
import { caughtWords, extentWords, followUpWords } from './words';

interface Props {
  rule: Rule;
  number: number;
  of: number;
  samples: number;
  selected: boolean;
  reach: Reach | null;
  /** The condition as traced. */
  when: ConditionView | null;
  wouldMatch: boolean | null;
  chosen: string | null;
  handle: (element: HTMLElement | null) => void;
  attributes: DraggableAttributes;
  listeners: DraggableSyntheticListeners;
  onCommand: (rule: Rule, command: CardCommand) => void;
}

/** What a rule's card says: title, condition, action, follow-ups. */
export function RuleFace(props: Props) {
  const { rule, number, of, samples, selected, reach, when, wouldMatch, chosen, onCommand } = props;
  const { handle, attributes, listeners } = props;
  const traced = reach === 'past' || reach === 'won';
  return (
    <>
      <div className={css.top}>
        <button
          type="button"
          ref={handle}
          {...attributes}
          {...listeners}
          className={css.handle}
          aria-label={`Move “${rule.title}”, rule ${number} of ${of}${selected ? ', selected' : ''}`}
          data-handle
        >
          <Sign of="grip" />
        </button>
        <h3 dir="auto" className={classes(css.title, !rule.named && css.unnamed)} title={rule.title}>
          {rule.title}
        </h3>
        {!rule.enabled && <Badge>off</Badge>}
        {reach === 'below' && wouldMatch === true && <span className={css.aside}>would match too</span>}
        {reach === 'spare' && <span className={css.aside}>if nobody claims</span>}
        <Caught rule={rule} samples={samples} />
        <Menu
          label={`Actions for “${rule.title}”`}
          icon={<Sign of="more" />}
          items={() => menuOf(rule, onCommand)}
        />
      </div>
      <div className={css.body}>
        <Condition when={traced ? (when ?? rule.when) : rule.when} />
        <Action action={rule.then} chosen={chosen} />
        {rule.follow_up.length > 0 && (
          <p className={css.follow}>
            <Words of={followUpWords(rule.follow_up)} />
          </p>
        )}
      </div>
    </>
  );
}

function Caught({ rule, samples }: { rule: Rule; samples: number }) {
  const extent = useApp((state) => state.extents[rule.id] ?? null);
  const words = caughtWords(rule.caught, samples);
  if (extent === null) return <span className={css.caught}>{words}</span>;
  return (
    <span className={classes(css.caught, extent === 'everything' && css.extent)} title={`Its condition ${extentWords(extent)} there is`}>
      {[extentWords(extent), ...(rule.caught > 0 ? [words] : [])].join(' · ')}
    </span>
  );
}
