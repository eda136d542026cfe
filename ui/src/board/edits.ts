// What an edit does to a channel's rule list, for the moment between the hand and the engine's
// answer. Pure; the engine's answer replaces it.
import type { ChannelBoard, Edit } from '../ipc';

export function withEdit(board: ChannelBoard, edit: Edit): ChannelBoard {
  switch (edit.kind) {
    case 'move_rule':
      return moved(board, new Set([edit.rule]), edit.channel ?? board.id, edit.before);
    case 'move_rules':
      return moved(board, new Set(edit.rules), edit.channel, edit.before);
    case 'set_rule_enabled':
      return switched(board, new Set([edit.rule]), edit.enabled);
    case 'set_rules_enabled':
      return switched(board, new Set(edit.rules), edit.enabled);
    case 'delete_rule':
      return without(board, new Set([edit.rule]));
    case 'delete_rules':
      return without(board, new Set(edit.rules));
    default:
      return board;
  }
}

function moved(board: ChannelBoard, rules: ReadonlySet<string>, channel: string, before: string | null): ChannelBoard {
  if (channel !== board.id) return without(board, rules);
  if (!board.rules.some(({ id }) => rules.has(id))) return board;
  return { ...board, rules: arranged(board.rules, rules, standing(board.rules, rules, before)) };
}

function switched(board: ChannelBoard, rules: ReadonlySet<string>, enabled: boolean): ChannelBoard {
  if (!board.rules.some(({ id }) => rules.has(id))) return board;
  return {
    ...board,
    rules: board.rules.map((card) => (rules.has(card.id) && card.enabled !== enabled ? { ...card, enabled } : card)),
  };
}

function without(board: ChannelBoard, rules: ReadonlySet<string>): ChannelBoard {
  const rest = board.rules.filter(({ id }) => !rules.has(id));
  return rest.length === board.rules.length ? board : { ...board, rules: rest };
}

/** The rules with those that move together in front of `before`, in the order they stand in. */
function arranged<T extends { id: string }>(rules: readonly T[], moving: ReadonlySet<string>, before: string | null): T[] {
  const rest = rules.filter(({ id }) => !moving.has(id));
  const found = before === null ? -1 : rest.findIndex(({ id }) => id === before);
  const block = rules.filter(({ id }) => moving.has(id));
  return rest.toSpliced(found === -1 ? rest.length : found, 0, ...block);
}

/** The first rule from `before` on that does not move itself; `null` is the end. */
export function standing(
  rules: readonly { id: string }[],
  moving: ReadonlySet<string>,
  before: string | null,
): string | null {
  const from = before === null ? -1 : rules.findIndex(({ id }) => id === before);
  if (from === -1) return null;
  return rules.slice(from).find(({ id }) => !moving.has(id))?.id ?? null;
}

/** The move of one or more rules, together, in front of `before`; `null` where they stand so already. */
export function moveBefore(
  channel: string,
  rules: readonly { id: string }[],
  moving: ReadonlySet<string>,
  before: string | null,
): Edit | null {
  const target = standing(rules, moving, before);
  if (arranged(rules, moving, target).every(({ id }, place) => id === rules[place]?.id)) return null;
  const block = rules.filter(({ id }) => moving.has(id)).map(({ id }) => id);
  const [only] = block;
  if (only === undefined) return null;
  if (block.length === 1) return { kind: 'move_rule', rule: only, before: target };
  return { kind: 'move_rules', rules: block, channel, before: target };
}
