// Changes put together. Pure.
import type { PlanLine } from '../ipc';

/** Lines of one channel together, in the order in which the channels first come up. */
export function byChannel(lines: readonly PlanLine[]): PlanLine[][] {
  const groups = new Map<string | null, PlanLine[]>();
  for (const line of lines) {
    const group = groups.get(line.channel);
    if (group) group.push(line);
    else groups.set(line.channel, [line]);
  }
  return [...groups.values()];
}
