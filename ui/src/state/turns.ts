// Whatever changes the draft, or puts another in its place, runs one after the other, in the order the
// hands made it.
import { useApp } from './store';

let tail: Promise<unknown> = Promise.resolve();

export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turn = tail.then(run);
  // Who asked hears of a failure; those behind go on.
  tail = turn.catch(() => undefined);
  return turn;
}

/** Answers a check that is true until another mirror or book is opened. */
export function whileOpen(): () => boolean {
  const { opening } = useApp.getState();
  return () => useApp.getState().opening === opening;
}
