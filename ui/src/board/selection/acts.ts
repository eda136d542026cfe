// What keys, menus, the bar and the palette do with one or more cards: one edit, one undo.
import { firstChanged } from '../../builder/drafts';
import type { RuleCard } from '../../ipc';
import { edit } from '../../state/edit';
import { say, sayDone, showDialog } from '../../state/notice';
import { shownChannel, useApp } from '../../state/store';
import { type CardCommand, editOf } from '../cardKeys';
import { placeInWords, rulesWords } from '../drag';
import { deselect } from './store';

/** Answers whether there was something to do. */
export function command(meant: readonly RuleCard[], what: CardCommand): boolean {
  const board = shownChannel(useApp.getState());
  const change = board && editOf(board.id, board.rules, meant, what);
  if (!change) return false;
  const unsaved = what === 'delete' ? firstChanged(meant) : undefined;
  if (unsaved) {
    say(`“${unsaved.title}” has changes in its editor: save them or throw them away first. Nothing changed`);
    return false;
  }
  const words = rulesWords(meant);
  const taken = edit(change);
  // What can be taken back is told once it is done: until then the last edit is another.
  const told = (text: string) => void taken.then((done) => done && sayDone(text));
  switch (change.kind) {
    case 'delete_rule':
    case 'delete_rules':
      deselect();
      told(`Deleted ${words}`);
      break;
    case 'duplicate_rule':
    case 'copy_rules':
      told(`Duplicated ${words}`);
      break;
    case 'set_rule_enabled':
    case 'set_rules_enabled':
      (meant.length > 1 ? told : say)(`Turned ${change.enabled ? 'on' : 'off'} ${words}`);
      break;
    case 'move_rule': {
      const place = shownChannel(useApp.getState())?.rules.findIndex(({ id }) => id === change.rule) ?? 0;
      say(`Moved ${words} to ${placeInWords(board.rules, change.rule, place)}`);
      break;
    }
    case 'move_rules': {
      const next = board.rules.find(({ id }) => id === change.before);
      say(`Moved ${words} ${next ? `above “${next.title}”` : 'to the end'}`);
    }
  }
  return true;
}

/** Asks for the channel that rules are moved or copied to. */
export function askWhereTo(rules: readonly RuleCard[]): void {
  if (rules.length > 0) showDialog({ of: 'send-rules', rules: rules.map(({ id, title }) => ({ id, title })) });
}
