// The channels of an account that is not on the board.
import { type ChannelTab, ipc } from '../ipc';

export async function readChannels(account: string): Promise<readonly ChannelTab[]> {
  return (await ipc.board(account)).channels;
}
