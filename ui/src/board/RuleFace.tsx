import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import { sendRule } from '../builder/acts';
import type { ChannelTab, ConditionView, RuleCard as Rule } from '../ipc';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { Menu, type MenuItem } from '../parts/Menu';
import { useApp } from '../state/store';
import { Action } from './Action';
import css from './Card.module.css';
import { Condition } from './Condition';
import type { CardCommand } from './cardKeys';
import type { Reach } from './trace';
import { caughtWords, channelName, followUpWords } from './words';

interface Props {
  rule: Rule;
  number: number;
  of: number;
  samples: number;
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
  const { rule, number, of, samples, reach, when, wouldMatch, chosen, onCommand } = props;
  const { handle, attributes, listeners } = props;
  const channels = useApp((state) => state.board?.channels ?? NO_CHANNELS);
  const shown = useApp((state) => state.channel);
  const others = channels.filter(({ id }) => id !== shown);
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
          aria-label={`Move “${rule.title}”, rule ${number} of ${of}`}
          data-handle
        >
          <Sign of="grip" />
        </button>
        <h3 className={classes(css.title, !rule.named && css.unnamed)} title={rule.title}>
          <bdi>{rule.title}</bdi>
        </h3>
        {!rule.enabled && <Badge>off</Badge>}
        {reach === 'below' && wouldMatch === true && <span className={css.aside}>would match too</span>}
        {reach === 'spare' && <span className={css.aside}>if nobody claims</span>}
        <span className={css.caught}>{caughtWords(rule.caught, samples)}</span>
        <Menu
          label={`Actions for “${rule.title}”`}
          icon={<Sign of="more" />}
          items={menuOf(rule, number, of, others, onCommand)}
        />
      </div>
      <div className={css.body}>
        <Condition when={traced ? (when ?? rule.when) : rule.when} />
        <Action action={rule.then} chosen={chosen} />
        {rule.follow_up.length > 0 && <p className={css.follow}>{followUpWords(rule.follow_up)}</p>}
      </div>
    </>
  );
}

const NO_CHANNELS: readonly ChannelTab[] = [];
/** Beyond these the tabs take a dragged rule. */
const MOST_CHANNELS = 8;

function menuOf(
  rule: Rule,
  number: number,
  of: number,
  others: readonly ChannelTab[],
  onCommand: Props['onCommand'],
): MenuItem[] {
  const item = (command: CardCommand, label: string, keys: string): MenuItem => ({
    label,
    keys,
    run: () => onCommand(rule, command),
  });
  const first = number === 1;
  const last = number === of;
  return [
    item('edit', 'Edit', 'Enter'),
    item('insert', 'New rule above', 'N'),
    item('duplicate', 'Duplicate', 'Ctrl+D'),
    { ...item('up', 'Move up', 'Alt+↑'), disabled: first, parted: true },
    { ...item('down', 'Move down', 'Alt+↓'), disabled: last },
    { ...item('top', 'Move to the top', 'Alt+Home'), disabled: first },
    { ...item('bottom', 'Move to the bottom', 'Alt+End'), disabled: last },
    ...others.slice(0, MOST_CHANNELS).map((channel, index) => ({
      label: `Move to “${channelName(channel)}”`,
      parted: index === 0,
      run: () => void sendRule(rule.id, rule.title, channel.id, false),
    })),
    { ...item('switch', rule.enabled ? 'Turn off' : 'Turn on', 'O'), parted: true },
    { ...item('delete', 'Delete', 'Del'), danger: true },
  ];
}
