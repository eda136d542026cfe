// The engine names places as `payload.listing.price` or `payload.tag[0]`; the editor selects them.

import { find, type Path } from './jsonEdit';
import { entry, parse, type Place } from './jsonText';

/** The value at a place with its key, or the nearest thing around it that is there. */
export function spanOfPlace(text: string, place: string): Place | null {
  const parsed = parse(text);
  const path = readPlace(place);
  if (!parsed.ok || path === null) return null;
  for (let length = path.length; length > 0; length--) {
    const parent = find(parsed.root, path.slice(0, length - 1));
    const step = path[length - 1];
    if (parent === undefined || step === undefined) continue;
    const child =
      typeof step === 'string' && parent.kind === 'object'
        ? entry(parent.entries, step)
        : find(parent, [step]);
    if (child) return { from: child.from, to: child.to };
  }
  return null;
}

export function readPlace(place: string): Path | null {
  const [, rest] = /^payload((?:\.[^.[\]]+|\[\d+\])*)$/.exec(place) ?? [];
  if (rest === undefined) return null;
  return Array.from(rest.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g), ([, key, index]) => key ?? Number(index));
}
