// The cards of the shown channel that hands hold together. A card asks only whether it is one of them.
import { create } from 'zustand';
import type { RuleCard } from '../../ipc';
import { NONE, type Selection } from '../../state/selection';
import { shownChannel, useApp } from '../../state/store';

export const useSelection = create<Selection<string>>()(() => NONE);

// Another channel has other cards.
useApp.subscribe((state, before) => {
  if (state.channel !== before.channel) useSelection.setState(NONE);
});

const NOBODY: readonly RuleCard[] = [];

/** The selected ones of a list, in its order. */
export function selectedOf(rules: readonly RuleCard[]): readonly RuleCard[] {
  const { chosen } = useSelection.getState();
  return chosen.size === 0 ? NOBODY : rules.filter(({ id }) => chosen.has(id));
}

/** What a command on a card is about: all that are selected where it is one of them, else it alone. */
export function meantBy(rules: readonly RuleCard[], rule: string): readonly RuleCard[] {
  const selected = selectedOf(rules);
  return selected.some(({ id }) => id === rule) ? selected : rules.filter(({ id }) => id === rule);
}

/** The rules that go along where one is carried off. */
export function carriedBy(rule: string): readonly string[] {
  return meantBy(shownChannel(useApp.getState())?.rules ?? NOBODY, rule).map(({ id }) => id);
}

export function deselect(): void {
  useSelection.setState(NONE);
}
