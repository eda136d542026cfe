// The board's own sentences; the rules' words come from the engine.
import { count } from '../frame/words';
import type { AccountHead, ChannelTab, Extent } from '../ipc';

const UNNAMED = 'Unnamed route';

export function channelName(channel: Pick<ChannelTab, 'name'>): string {
  return channel.name ?? UNNAMED;
}

export function caughtWords(caught: number, samples: number): string {
  return samples === 0 ? '' : `${caught} of ${count(samples, 'sample', 'samples')}`;
}

/** A condition that tells no sample from another is worth a look. */
export function extentWords(extent: Extent): string {
  return extent === 'nothing' ? 'fits no sample' : 'fits every sample';
}

/** `then task “Call within 5 minutes” · tag Luxury`, from the engine's `Task “…”` and `Tag …`. */
export function followUpWords(steps: readonly string[]): string {
  return `then ${steps.map((step) => step.charAt(0).toLowerCase() + step.slice(1)).join(' · ')}`;
}

/** `Office · 5 agents` */
export function accountWords(account: AccountHead): string[] {
  return [
    account.kind === 'other' ? 'Account' : account.kind.charAt(0).toUpperCase() + account.kind.slice(1),
    account.kind === 'agent' ? null : count(account.agents, 'agent', 'agents'),
  ].filter((part) => part !== null);
}
