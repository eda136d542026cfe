// What is typed into a channel's policies, read. Pure.
import { fold } from '../../tree/view';

const MOST_ZONES = 60;

/** Whole days, 0 for off; `null` where the text says something else. */
export function readDays(text: string): number | null {
  const plain = text.trim();
  if (plain === '') return 0;
  const days = /^\d{1,5}$/u.test(plain) ? Number(plain) : Number.NaN;
  return days <= 3650 ? days : null;
}

/** MLS codes between commas or spaces, each once. */
export function readMls(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter((code) => code !== ''))];
}

export function zoneWords(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** Zones with every typed word in them; those of the same region as the present one first. */
export function zonesFor(zones: readonly string[], query: string, present: string): string[] {
  const words = fold(zoneWords(query)).split(/[\s/]+/u).filter((word) => word !== '');
  const region = present.split('/')[0] ?? '';
  const rank = (zone: string) => (zone === present ? 0 : zone.startsWith(`${region}/`) ? 1 : 2);
  return zones
    .filter((zone) => words.every((word) => fold(zoneWords(zone)).includes(word)))
    .toSorted((one, two) => rank(one) - rank(two))
    .slice(0, MOST_ZONES);
}
