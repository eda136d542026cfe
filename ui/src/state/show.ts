// Which account and channel the board shows.
import { type ChannelBoard, ipc, toAppError } from '../ipc';
import { latest } from './latest';
import { sayFailure } from './notice';
import { share } from './share';
import { useApp } from './store';

/** Draws what was answered, unless something newer has been asked for since. */
export type Draw = () => void;

const newestWish = latest();
const newestBoard = latest();
const lastChannelOf = new Map<string, string>();

/** The channel hands asked for last; the board shows the one before until this one is read. */
let wanted: string | undefined;

/** Shows an account's board, on the channel seen there last, else on its default. */
export async function showAccount(id: string, channel = lastChannelOf.get(id)): Promise<void> {
  newestWish();
  wanted = channel;
  useApp.setState({ account: id });
  const draw = await askBoard(id, useApp.getState().edits.revision);
  draw();
}

/** Shows a channel, moving to its account if the board is elsewhere. */
export async function showChannel(id: string): Promise<void> {
  const isNewest = newestWish();
  const { account, board, edits } = useApp.getState();
  const here = board?.account.id === account && board.channels.some((tab) => tab.id === id);
  if (here) wanted = id;
  try {
    const cards = await askCards(id, edits.revision);
    if (!isNewest()) return;
    keepCards(cards, edits.revision);
    if (!here) return await showAccount(cards.account, id);
    lastChannelOf.set(cards.account, id);
    useApp.setState({ channel: id, boardError: null });
  } catch (cause) {
    // Such as a lead's channel that is gone: what is on show is still there.
    if (isNewest()) sayFailure(cause);
  }
}

/** Asks for the account and channel again, as they are in a revision of the draft. */
export async function askBoardAgain(revision: number): Promise<Draw> {
  const { account } = useApp.getState();
  return account === null ? () => undefined : askBoard(account, revision);
}

async function askBoard(account: string, revision: number): Promise<Draw> {
  const isNewest = newestBoard();
  const asked = wanted;
  // Asked together; whether the channel is still there, the board says.
  const early = asked === undefined ? undefined : askCards(asked, revision).catch(() => undefined);
  try {
    const board = await ipc.board(account);
    const { channels } = board;
    const shown = channels.find(({ id }) => id === asked) ?? channels.find((tab) => tab.is_default) ?? channels[0];
    const cards = shown && ((shown.id === asked ? await early : undefined) ?? (await askCards(shown.id, revision)));
    return () => {
      if (!isNewest()) return;
      if (cards) keepCards(cards, revision);
      // Hands may have chosen another channel meanwhile, which is on its way.
      if (wanted !== asked) return useApp.setState({ board, boardError: null });
      wanted = cards?.id;
      if (cards) lastChannelOf.set(account, cards.id);
      useApp.setState({ board, boardError: null, channel: cards?.id ?? null });
    };
  } catch (cause) {
    return () => {
      if (isNewest()) useApp.setState({ board: null, channel: null, boardError: toAppError(cause) });
    };
  }
}

async function askCards(channel: string, revision: number): Promise<ChannelBoard> {
  const known = useApp.getState().channels[channel];
  return known?.revision === revision ? known.board : ipc.channel(channel);
}

function keepCards(cards: ChannelBoard, revision: number): void {
  useApp.setState(({ channels }) => {
    const known = channels[cards.id];
    if (known && known.revision > revision) return {};
    const board = known ? share(known.board, cards) : cards;
    return { channels: { ...channels, [cards.id]: { revision, board } } };
  });
}
