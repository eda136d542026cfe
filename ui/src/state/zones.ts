// The time zones a channel may be in: one list that never changes, read once.
import { ipc } from '../ipc';

let zones: Promise<readonly string[]> | null = null;

export function readTimeZones(): Promise<readonly string[]> {
  zones ??= ipc.timeZones();
  return zones;
}
