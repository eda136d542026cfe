import { useRef } from 'react';

/** Does a thing once, however often it is asked for until it is done. */
export function useAlone(run: () => Promise<void>): () => Promise<void> {
  const isRunning = useRef(false);
  return async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    try {
      await run();
    } finally {
      isRunning.current = false;
    }
  };
}
