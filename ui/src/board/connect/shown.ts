// What of a connection is on the screen: the id is a secret, drawn masked until somebody asks for
// it. Copying always takes the real one.
import type { ConnectSource } from '../../ipc';

/** Any text with the id in it, such as the capture URL. */
export function shownText(text: string, { id, masked }: ConnectSource, revealed: boolean): string {
  return revealed ? text : text.replaceAll(id, masked).replaceAll(encodeURIComponent(id), masked);
}
