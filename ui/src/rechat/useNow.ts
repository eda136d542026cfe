import { useEffect, useState } from 'react';

const STEP = 20_000;

/** The time, every now and then: what says an age reads right again without being touched. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), STEP);
    return () => clearInterval(timer);
  }, []);
  return now;
}
