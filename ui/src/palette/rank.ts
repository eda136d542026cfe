// Which entries answer what was typed, best first: every word must occur; a start beats a word's
// start beats the middle. Groups keep their order.
import { fold } from '../tree/view';

export interface Entry {
  id: string;
  group: 'Commands' | 'Channels' | 'Samples' | 'Accounts';
  label: string;
  /** Where it is or what it belongs to. */
  detail?: string;
  keys?: string;
  run: () => void;
}

export const GROUP_ORDER: readonly Entry['group'][] = ['Accounts', 'Channels', 'Samples', 'Commands'];

export function ranked(entries: readonly Entry[], query: string): Entry[] {
  const words = fold(query).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [...entries];
  return entries
    .map((entry) => ({ entry, score: scoreOf(fold(`${entry.label} ${entry.detail ?? ''}`), words) }))
    .filter(({ score }) => score > 0)
    .sort((one, two) => two.score - one.score)
    .map(({ entry }) => entry);
}

function scoreOf(text: string, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const place = text.indexOf(word);
    if (place === -1) return 0;
    score += place === 0 ? 3 : text.includes(` ${word}`) ? 2 : 1;
  }
  return score;
}

/** The entries by group, in the order they are shown and walked. */
export function grouped(entries: readonly Entry[]): { group: Entry['group']; entries: Entry[] }[] {
  return GROUP_ORDER.map((group) => ({ group, entries: entries.filter((entry) => entry.group === group) })).filter(
    ({ entries: some }) => some.length > 0,
  );
}
