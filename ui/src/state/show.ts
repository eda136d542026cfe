// Which account and channel the board shows.
import { type ChannelBoard, ipc, toAppError } from '../ipc';
import { latest } from './latest';
import { share } from './share';
import { useApp } from './store';

const newestBoard = latest();
const lastChannelOf = new Map<string, string>();

/** Shows an account's board, on the channel seen there last, else on its default. */
export async function showAccount(id: string, channel?: string): Promise<void> {
  const isNewest = newestBoard();
  useApp.setState({ account: id });
  const wanted = channel ?? lastChannelOf.get(id);
  // Asked together; whether the channel is still there, the board says.
  const early = wanted === undefined ? undefined : cardsOf(wanted).catch(() => undefined);
  try {
    const board = await ipc.board(id);
    await early;
    if (!isNewest()) return;
    const shown =
      board.channels.find((tab) => tab.id === wanted) ??
      board.channels.find((tab) => tab.is_default) ??
      board.channels[0];
    const cards = shown ? await cardsOf(shown.id) : null;
    if (!isNewest()) return;
    if (cards) lastChannelOf.set(id, cards.id);
    useApp.setState({ board, boardError: null, channel: cards?.id ?? null });
  } catch (cause) {
    if (isNewest()) useApp.setState({ board: null, channel: null, boardError: toAppError(cause) });
  }
}

/** Shows a channel, moving to its account if the board is elsewhere. */
export async function showChannel(id: string): Promise<void> {
  const { account, board } = useApp.getState();
  const here = board?.account.id === account && board.channels.some((tab) => tab.id === id);
  try {
    if (account !== null && here) {
      const isNewest = newestBoard();
      await cardsOf(id);
      if (!isNewest()) return;
      lastChannelOf.set(account, id);
      useApp.setState({ channel: id });
    } else {
      const cards = await cardsOf(id);
      await showAccount(cards.account, id);
    }
  } catch (cause) {
    useApp.setState({ boardError: toAppError(cause) });
  }
}

/** Reads the shown account and channel again, after the draft changed. */
export async function refreshBoard(): Promise<void> {
  const { account, channel } = useApp.getState();
  if (account !== null) await showAccount(account, channel ?? undefined);
}

async function cardsOf(id: string): Promise<ChannelBoard> {
  const { channels, edits } = useApp.getState();
  const known = channels[id];
  if (known?.revision === edits.revision) return known.board;
  const fresh = await ipc.channel(id);
  const board = known ? share(known.board, fresh) : fresh;
  useApp.setState((state) => ({
    channels: { ...state.channels, [id]: { revision: edits.revision, board } },
  }));
  return board;
}
