// Which answer an edit of the draft replaced. Only a different landing counts: the same agents by
// the same rule are no change, even where the sentence reads otherwise because a rule was renamed.

import type { Simulation } from '../../ipc';

export interface Seen {
  lead: object | null;
  simulation: Simulation | null;
  /** The answer before the last edit, where that edit moved the lead. */
  before: Simulation | null;
}

export const NOTHING_SEEN: Seen = { lead: null, simulation: null, before: null };

/** Takes in the newest answer. Another lead, or the same one typed differently, has no before. */
export function see(seen: Seen, lead: object | null, simulation: Simulation | null): Seen {
  if (seen.simulation === simulation && seen.lead === lead) return seen;
  const last = seen.simulation;
  if (last === null || simulation === null || seen.lead !== lead) return { lead, simulation, before: null };
  if (last.revision === simulation.revision) return { ...seen, simulation };
  return { lead, simulation, before: landsElsewhere(last, simulation) ? last : null };
}

function landsElsewhere(one: Simulation, other: Simulation): boolean {
  const key = ({ channel, outcome, rule, agents }: Simulation) =>
    JSON.stringify([channel, outcome, rule, agents.map(({ account }) => account)]);
  return key(one) !== key(other);
}
