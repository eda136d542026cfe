// Which account and channel the board shows.
import { type ChannelBoard, ipc, toAppError } from '../ipc';
import { latest } from './latest';
import { share } from './share';
import { useApp } from './store';

/** Draws what was answered, unless something newer has been asked for since. */
export type Draw = () => void;

const newestBoard = latest();
const lastChannelOf = new Map<string, string>();

/** Shows an account's board, on the channel seen there last, else on its default. */
export async function showAccount(id: string, channel?: string): Promise<void> {
  useApp.setState({ account: id });
  const draw = await askBoard(id, channel ?? lastChannelOf.get(id), useApp.getState().edits.revision);
  draw();
}

/** Shows a channel, moving to its account if the board is elsewhere. */
export async function showChannel(id: string): Promise<void> {
  const { account, board, edits } = useApp.getState();
  const here = board?.account.id === account && board.channels.some((tab) => tab.id === id);
  try {
    if (account !== null && here) {
      const isNewest = newestBoard();
      keepCards(await askCards(id, edits.revision), edits.revision);
      if (!isNewest()) return;
      lastChannelOf.set(account, id);
      useApp.setState({ channel: id });
    } else {
      const cards = await askCards(id, edits.revision);
      keepCards(cards, edits.revision);
      await showAccount(cards.account, id);
    }
  } catch (cause) {
    useApp.setState({ boardError: toAppError(cause) });
  }
}

/** Asks for the shown account and channel again, as they are in a revision of the draft. */
export async function askBoardAgain(revision: number): Promise<Draw> {
  const { account, channel } = useApp.getState();
  return account === null ? () => undefined : askBoard(account, channel ?? lastChannelOf.get(account), revision);
}

async function askBoard(account: string, wanted: string | undefined, revision: number): Promise<Draw> {
  const isNewest = newestBoard();
  // Asked together; whether the channel is still there, the board says.
  const early = wanted === undefined ? undefined : askCards(wanted, revision).catch(() => undefined);
  try {
    const board = await ipc.board(account);
    const { channels } = board;
    const shown = channels.find(({ id }) => id === wanted) ?? channels.find((tab) => tab.is_default) ?? channels[0];
    const cards = shown && ((shown.id === wanted ? await early : undefined) ?? (await askCards(shown.id, revision)));
    return () => {
      if (!isNewest()) return;
      if (cards) keepCards(cards, revision);
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
    const board = known ? share(known.board, cards) : cards;
    return { channels: { ...channels, [cards.id]: { revision, board } } };
  });
}
