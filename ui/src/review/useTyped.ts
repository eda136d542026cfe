import { useState } from 'react';
import type { Typed } from './words';

export interface Typing {
  typed: Typed;
  type: (channel: string, text: string) => void;
  /** Each push asks anew. */
  forget: () => void;
}

/** What was typed to confirm deletions; it is not kept. */
export function useTyped(): Typing {
  const [typed, setTyped] = useState<Typed>({});
  return {
    typed,
    type: (channel, text) => setTyped((before) => ({ ...before, [channel]: text })),
    forget: () => setTyped({}),
  };
}
