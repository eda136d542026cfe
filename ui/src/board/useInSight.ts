import { type RefObject, useEffect, useState } from 'react';

/** Which rules of a list have their cards on the screen. */
export function useInSight(list: RefObject<HTMLElement | null>, rules: readonly { id: string }[]): ReadonlySet<string> {
  // Other words on the same cards are no reason to look again.
  const order = rules.map(({ id }) => id).join(' ');
  const [inSight, setInSight] = useState<ReadonlySet<string>>(() => new Set());
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => {
      setInSight((before) => {
        const now = new Set(before);
        let same = true;
        for (const { target, isIntersecting } of seen) {
          const rule = target instanceof HTMLElement ? target.dataset.rule : undefined;
          if (rule === undefined || now.has(rule) === isIntersecting) continue;
          same = false;
          if (isIntersecting) now.add(rule);
          else now.delete(rule);
        }
        return same ? before : now;
      });
    });
    for (const card of list.current?.querySelectorAll('[data-rule]') ?? []) watch.observe(card);
    return () => watch.disconnect();
  }, [list, order]);
  return inSight;
}
