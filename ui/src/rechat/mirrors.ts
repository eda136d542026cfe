// What mirrors are called in a menu. Pure.
import { fileName } from '../frame/words';
import type { KnownMirror } from '../ipc';
import { ageWords } from './words';

/** By the brokerage, with its age; two of one name by their files too. */
export function mirrorName(mirror: KnownMirror, all: readonly KnownMirror[], now: number): string {
  const { title, file, pulled_at } = mirror;
  const same = all.filter((other) => other.title === title).length > 1;
  const age = pulled_at === null ? 'never pulled' : `pulled ${ageWords(pulled_at, now)}`;
  return same ? `${title} (${fileName(file)}, ${age})` : `${title} (${age})`;
}
