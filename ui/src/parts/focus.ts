// Where the keyboard goes when what it was on is gone. It is never taken from where hands have put it since.

/** Whether the keyboard is still there, or nowhere. */
export function isStillOn(place: Element | null): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement === place;
}

/** Brings a keyboard that is nowhere to the first of these, once everything is drawn. */
export function catchKeyboard(...places: readonly string[]): void {
  requestAnimationFrame(() => {
    if (!isStillOn(null)) return;
    const found = places.map((place) => document.querySelector<HTMLElement>(place));
    found.find((place) => place !== null)?.focus();
  });
}
