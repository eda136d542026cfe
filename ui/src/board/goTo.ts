// From elsewhere to one card of one channel: shown, scrolled to, and under the keyboard.
import { showView } from '../state/notice';
import { showChannel } from '../state/show';
import { tabId } from './tabs';

/** Without a rule it goes to the channel's tab. */
export async function goTo(channel: string, rule: string | null): Promise<void> {
  showView('board');
  await showChannel(channel);
  requestAnimationFrame(() => {
    const card = rule === null ? null : document.querySelector<HTMLElement>(`[data-rule="${CSS.escape(rule)}"]`);
    const target = card?.querySelector<HTMLElement>('[data-handle]') ?? document.getElementById(tabId(channel));
    card?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: card !== null });
  });
}
