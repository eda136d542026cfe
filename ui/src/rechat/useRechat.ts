import { useEffect } from 'react';
import { refreshRechat } from '../state/rechat';
import { useApp } from '../state/store';

/** So that a burst of edits asks once. */
const REST = 150;

/** Keeps where the mirror stands up to date: after each edit, and for each mirror that is opened. */
export function useRechat(): void {
  const isOpen = useApp((state) => state.phase === 'open');
  const file = useApp((state) => state.opened?.file);
  const revision = useApp((state) => state.edits.revision);
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => void refreshRechat(), REST);
    return () => clearTimeout(timer);
  }, [isOpen, file, revision]);
}
