import { catchKeyboard } from '../../parts/focus';

/** The buttons for a lead go with what they did; the keyboard goes to the lead that is in front then. */
export function backToLead(): void {
  catchKeyboard('[data-lead][aria-checked="true"]', '[data-new-lead]');
}
