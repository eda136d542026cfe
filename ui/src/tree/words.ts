// A row in words, for screen readers and tooltips.
import { count } from '../frame/words';
import { AWAY, INACTIVE } from './columns';
import { at, kindOf, type Tree } from './model';

export interface Facts {
  agents: number;
  channels: number;
  away: boolean;
  inactive: boolean;
}

export function factsOf(tree: Tree, row: number): Facts {
  const { agents, channels, flags } = tree.columns;
  const flag = at(flags, row);
  return {
    agents: kindOf(tree, row) === 'agent' ? 0 : at(agents, row),
    channels: at(channels, row),
    away: (flag & AWAY) !== 0,
    inactive: (flag & INACTIVE) !== 0,
  };
}

/** `Downtown Office, office, 5 agents, 2 channels` */
export function rowWords(tree: Tree, row: number): string {
  const facts = factsOf(tree, row);
  const kind = kindOf(tree, row);
  return [
    tree.name(row),
    kind === 'other' ? null : kind,
    facts.agents > 0 ? count(facts.agents, 'agent', 'agents') : null,
    facts.channels > 0 ? count(facts.channels, 'channel', 'channels') : null,
    facts.away ? 'away' : null,
    facts.inactive ? 'inactive' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Two letters for a face: of the first and the last word, or the first two of an only one. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).map((word) => Array.from(word.replace(/[^\p{L}\p{N}]/gu, '')));
  const spelled = words.filter((letters) => letters.length > 0);
  const first = spelled[0] ?? [];
  const last = spelled.length > 1 ? spelled.at(-1) : undefined;
  return [first[0], last ? last[0] : first[1]].join('').toUpperCase();
}
