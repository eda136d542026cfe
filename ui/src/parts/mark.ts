// Which entry of a list under a field is the marked one, that Enter takes. The mark stays on its entry
// when others come in above it, since they come by themselves.
import { useState } from 'react';

/** The place of the marked entry: the first where it is gone, and -1 where there is none. */
export function placeOf(ids: readonly string[], marked: string | null): number {
  const place = marked === null ? -1 : ids.indexOf(marked);
  return place === -1 && ids.length > 0 ? 0 : place;
}

/** The entry this far on, around the ends. */
export function stepFrom(ids: readonly string[], place: number, by: 1 | -1): string | null {
  return ids[(place + by + ids.length) % ids.length] ?? null;
}

export function useMark(ids: readonly string[]) {
  const [kept, keep] = useState<string | null>(null);
  const here = placeOf(ids, kept);
  const marked = ids[here] ?? null;
  if (marked !== kept) keep(marked);
  return {
    here,
    /** The arrows of the field; answers whether the key was one. */
    onArrow: (key: string): boolean => {
      const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null;
      if (by !== null) keep(stepFrom(ids, here, by));
      return by !== null;
    },
    /** Back to the first, as for other words. */
    onWords: () => keep(null),
  };
}
