// The history's own sentences and order. Pure; the differences' words come from the engine.
import { count } from '../frame/words';
import type { Comparison, Version, VersionKind } from '../ipc';

export const KIND_WORDS: Record<VersionKind, string> = {
  import: 'Import',
  pull: 'Pull',
  push: 'Push',
  save: 'Saved',
};

/** `null` is the draft. */
export type Side = number | null;

export interface Pair {
  old: Side;
  now: Side;
}

/** What a version is called: its note, or what made it. */
export function versionName({ note, kind, id }: Version): string {
  return note.trim() === '' ? `${KIND_WORDS[kind]}, version ${id}` : note.trim();
}

/** `Tue 24 Nov 2026, 09:12`, on the clock of whoever reads it. */
export function timeWords(at: string, timeZone?: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')}`;
}

/** The version before this one, of versions with the newest first; `null` for the oldest. */
export function versionBefore(versions: readonly Version[], id: number): Version | null {
  return versions[versions.findIndex((version) => version.id === id) + 1] ?? null;
}

/** What to show first: the draft against the newest version. */
export function firstPair(versions: readonly Version[]): Pair | null {
  return versions[0] ? { old: versions[0].id, now: null } : null;
}

export function differenceWords({ changes, more }: Comparison): string {
  const changed = changes.length + more;
  return changed === 0 ? 'No difference' : count(changed, 'difference', 'differences');
}
