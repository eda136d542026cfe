// What an edit does to a channel's rule list, for the moment between the hand and the engine's
// answer. Pure; the engine's answer replaces it.
import type { ChannelBoard, Edit } from '../ipc';

export function withEdit(board: ChannelBoard, edit: Edit): ChannelBoard {
  if (edit.kind !== 'move_rule' && edit.kind !== 'set_rule_enabled' && edit.kind !== 'delete_rule') return board;
  const rule = board.rules.find((card) => card.id === edit.rule);
  if (!rule) return board;
  switch (edit.kind) {
    case 'move_rule': {
      if (edit.before === edit.rule) return board;
      if (edit.channel != null && edit.channel !== board.id) {
        return { ...board, rules: board.rules.filter((card) => card !== rule) };
      }
      const rest = board.rules.filter((card) => card !== rule);
      const found = edit.before === null ? -1 : rest.findIndex((card) => card.id === edit.before);
      const place = found === -1 ? rest.length : found;
      return { ...board, rules: [...rest.slice(0, place), rule, ...rest.slice(place)] };
    }
    case 'set_rule_enabled':
      return {
        ...board,
        rules: board.rules.map((card) => (card === rule ? { ...card, enabled: edit.enabled } : card)),
      };
    case 'delete_rule':
      return { ...board, rules: board.rules.filter((card) => card !== rule) };
  }
}

/** The move that puts a rule at `place` (from 0, counted without the rule itself), or `null` if it is there. */
export function moveTo(rules: readonly { id: string }[], rule: string, place: number): Edit | null {
  const now = rules.findIndex((card) => card.id === rule);
  if (now === -1) return null;
  const rest = rules.filter((card) => card.id !== rule);
  const to = Math.min(Math.max(place, 0), rest.length);
  if (to === now) return null;
  return { kind: 'move_rule', rule, before: rest[to]?.id ?? null };
}
