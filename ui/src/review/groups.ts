// Changes put together. Pure.
import type { ChannelPlace, PlanLine } from '../ipc';

export interface Group {
  /** Where these changes are, in words. */
  place: string | null;
  lines: PlanLine[];
}

/** Lines of one channel together, in the order in which the channels first come up. */
export function byChannel(lines: readonly PlanLine[], places: readonly ChannelPlace[]): Group[] {
  const names = new Map(places.map(({ channel, words }) => [channel, words]));
  const groups = new Map<string | null, Group>();
  for (const line of lines) {
    const { channel } = line;
    const group = groups.get(channel) ?? { place: channel === null ? null : (names.get(channel) ?? null), lines: [] };
    group.lines.push(line);
    groups.set(channel, group);
  }
  return [...groups.values()];
}
