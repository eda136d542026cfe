import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { drawn, type Sight, sightOf } from './window';

/** The positions a scroller has in sight. Changes when a row comes or goes, not for every pixel. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const [sight, setSight] = useState<Sight>(() => sightOf(0, 0));
  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const look = () => {
      const next = sightOf(list.scrollTop, list.clientHeight);
      setSight((now) => (now.first === next.first && now.rows === next.rows ? now : next));
    };
    // In the frame of the scroll itself, or a fast wheel shows blank paper.
    const onScroll = () => flushSync(look);
    const resized = new ResizeObserver(look);
    look();
    resized.observe(list);
    list.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      list.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
  return drawn(sight, count);
}
