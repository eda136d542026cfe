import { useState } from 'react';
import type { Typed } from './words';

/** What was typed to confirm deletions; it is not kept, so that each push asks anew. */
export function useTyped(): [Typed, (channel: string, text: string) => void] {
  const [typed, setTyped] = useState<Typed>({});
  return [typed, (channel, text) => setTyped((before) => ({ ...before, [channel]: text }))];
}
