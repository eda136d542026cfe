// The keyboard stops at a card by its handle, at a channel by its tab.
import { catchKeyboard } from '../parts/focus';

export function handleOf(list: ParentNode | null, rule: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(rule)}"] [data-handle]`) ?? null;
}

/** The card the keyboard goes to when these are gone: the next below the last, or above the first. */
export function besides<T extends { id: string }>(rules: readonly T[], gone: readonly T[]): string | null {
  const last = rules.findLastIndex((rule) => gone.includes(rule));
  const first = rules.findIndex((rule) => gone.includes(rule));
  return (rules[last + 1] ?? rules[first - 1])?.id ?? null;
}

/** A keyboard left on what is gone goes to the shown channel's tab, or to where there is a channel to be made. */
export function backToTab(): void {
  catchKeyboard('[role="tab"][aria-selected="true"]', '[data-no-channels] button');
}
