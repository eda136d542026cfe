// The sentences of the frame: counts and landings.
import type { Counts, SampleOutcome } from '../ipc';

/** `1 brokerage · 10 offices · 200 agents: 211 accounts` */
export function accountMath(counts: Counts): string {
  const parts = [
    part(counts.brokerages, 'brokerage', 'brokerages'),
    part(counts.regions, 'region', 'regions'),
    part(counts.offices, 'office', 'offices'),
    part(counts.teams, 'team', 'teams'),
    part(counts.agents, 'agent', 'agents'),
    part(counts.others, 'other', 'others'),
  ].filter((text) => text !== null);
  const { brokerages, regions, offices, teams, agents, others } = counts;
  const total = brokerages + regions + offices + teams + agents + others;
  return `${parts.join(' · ')}: ${count(total, 'account', 'accounts')}`;
}

/** Without the folders it is in. */
export function fileName(file: string): string {
  return file.split(/[\\/]/u).at(-1) ?? file;
}

export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** How many of the samples reach somebody. */
export function landing(outcomes: readonly Pick<SampleOutcome, 'outcome'>[] | null): { text: string; all: boolean } | null {
  const samples = outcomes?.length ?? 0;
  if (!outcomes || samples === 0) return null;
  const landed = outcomes.filter(({ outcome }) => outcome !== null && outcome !== 'inbox').length;
  if (landed === samples) {
    return { text: samples === 1 ? 'The sample lands' : `All ${samples} samples land`, all: true };
  }
  const missed = samples - landed;
  return { text: `${missed} of ${samples} samples ${missed === 1 ? 'stays' : 'stay'} in the inbox`, all: false };
}

/** What the last step changed of where the samples land. */
export function changedWords(changed: number, samples: number): string | null {
  if (changed === 0) return null;
  if (samples === 1) return 'The sample lands elsewhere now';
  return `${changed} of ${samples} samples ${changed === 1 ? 'lands' : 'land'} elsewhere now`;
}

function part(n: number, one: string, many: string): string | null {
  return n === 0 ? null : count(n, one, many);
}
