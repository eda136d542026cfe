// Larger or smaller, step by step as in a browser, and kept for the next window.
import { recall, remember } from './memory';

const KEY = 'switchyard.zoom';
/** In per cent. The shell takes no more and no less. */
export const STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;
export const NORMAL = 100;

export function zoom(): number {
  return readZoom(recall(KEY));
}

export function keepZoom(percent: number): void {
  remember(KEY, percent === NORMAL ? null : String(percent));
}

/** What was kept, as far as it is one of the steps. */
export function readZoom(kept: string | null): number {
  return STEPS.find((step) => String(step) === kept) ?? NORMAL;
}

/** The step above or below; at either end it stays. */
export function stepped(percent: number, by: 1 | -1): number {
  const beyond = by === 1 ? STEPS.find((step) => step > percent) : STEPS.findLast((step) => step < percent);
  return beyond ?? percent;
}
