// The introduction in the first column: shown until somebody has read it, and again when asked for.
import { useSyncExternalStore } from 'react';
import { showView } from '../state/notice';
import { recall, remember } from './memory';

const KEY = 'switchyard.introduced';
const listeners = new Set<() => void>();

export function showIntro(shown: boolean): void {
  remember(KEY, shown ? null : 'yes');
  for (const listener of listeners) listener();
}

/** Shows it again to whoever asks. */
export function introduce(): void {
  showView('board');
  showIntro(true);
}

export function useIntro(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => recall(KEY) === null,
  );
}
