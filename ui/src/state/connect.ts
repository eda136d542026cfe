// What a website needs to send leads to a channel. It holds a secret, so nothing keeps it.
import { type ConnectSource, ipc } from '../ipc';

export function readConnection(channel: string): Promise<ConnectSource> {
  return ipc.connectSource(channel);
}
