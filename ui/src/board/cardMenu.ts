import { sendRules } from '../builder/acts';
import type { RuleCard as Rule } from '../ipc';
import type { MenuItem } from '../parts/Menu';
import { shownChannel, useApp } from '../state/store';
import { type CardCommand, editOf } from './cardKeys';
import { rulesWords } from './drag';
import { meantBy } from './selection/store';
import { channelName } from './words';

/** Beyond these, the dialog for moving and copying takes a rule to its channel. */
const MOST_CHANNELS = 6;

/** What a card's menu offers as it opens: for all that are selected where the card is one of them. */
export function menuOf(rule: Rule, onCommand: (rule: Rule, command: CardCommand) => void): MenuItem[] {
  const state = useApp.getState();
  const board = shownChannel(state);
  const meant = meantBy(board?.rules ?? [], rule.id);
  const all = meant.length > 1 ? ` ${rulesWords(meant)}` : '';
  const others = (state.board?.channels ?? []).filter(({ id }) => id !== board?.id);
  const item = (command: CardCommand, label: string, keys: string): MenuItem => ({
    label,
    keys,
    run: () => onCommand(rule, command),
  });
  const move = (command: CardCommand, label: string, keys: string): MenuItem => ({
    ...item(command, label, keys),
    disabled: board === null || editOf(board.id, board.rules, meant, command) === null,
  });
  return [
    item('edit', 'Edit', 'Enter'),
    item('insert', 'New rule above', 'N'),
    item('duplicate', `Duplicate${all}`, 'Ctrl+D'),
    { ...move('up', `Move${all} up`, 'Alt+↑'), parted: true },
    move('down', `Move${all} down`, 'Alt+↓'),
    move('top', `Move${all} to the top`, 'Alt+Home'),
    move('bottom', `Move${all} to the bottom`, 'Alt+End'),
    ...others.slice(0, MOST_CHANNELS).map((channel, index) => ({
      label: `Move${all} to “${channelName(channel)}”`,
      parted: index === 0,
      run: () => void sendRules(meant, channel.id, false),
    })),
    { ...item('send', `Move or copy${all} to a channel…`, 'C'), parted: others.length === 0 },
    { ...item('switch', `Turn${all} ${meant.some(({ enabled }) => enabled) ? 'off' : 'on'}`, 'O'), parted: true },
    { ...item('delete', `Delete${all}`, 'Del'), danger: true },
  ];
}
