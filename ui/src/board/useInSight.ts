import { type RefObject, useEffect, useState } from 'react';

/** Which rules of a list have their cards on the screen. */
export function useInSight(list: RefObject<HTMLElement | null>, rules: readonly { id: string }[]): ReadonlySet<string> {
  const [inSight, setInSight] = useState<ReadonlySet<string>>(() => new Set());
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => {
      setInSight((before) => {
        const now = new Set(before);
        for (const { target, isIntersecting } of seen) {
          const rule = target instanceof HTMLElement ? target.dataset.rule : undefined;
          if (rule === undefined) continue;
          if (isIntersecting) now.add(rule);
          else now.delete(rule);
        }
        return now;
      });
    });
    for (const card of list.current?.querySelectorAll('[data-rule]') ?? []) watch.observe(card);
    return () => watch.disconnect();
  }, [list, rules]);
  return inSight;
}
