// How the window is drawn: its zoom, and whether it is dark. The page remembers both and tells the
// shell, which magnifies the window and draws the next one so before its page can say anything.
import { isDark, onScheme } from '../frame/theme';
import { keepZoom, NORMAL, stepped, zoom } from '../frame/zoom';
import { ipc } from '../ipc';
import { say, sayFailure } from './notice';

export function zoomBy(by: 1 | -1): void {
  zoomTo(stepped(zoom(), by));
}

export function zoomToNormal(): void {
  zoomTo(NORMAL);
}

function zoomTo(percent: number): void {
  keepZoom(percent);
  say(`Zoom ${percent} %`);
  // WebKit would leave what it skips off screen as it was laid out before (board/Card.module.css), so
  // from the first zoom on this window skips nothing.
  document.documentElement.dataset.zoomed = '';
  requestAnimationFrame(() => requestAnimationFrame(tell));
}

/** Tells the shell now and whenever the colours change. */
export function keepTellingLook(): void {
  tell();
  onScheme(tell);
}

function tell(): void {
  ipc.setLook({ zoom_percent: zoom(), dark: isDark() }).catch(sayFailure);
}

