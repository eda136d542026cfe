// Changes of the draft. They run one after the other in the order the hands made them; the cards
// move at once and the engine's answer settles them when the last one of a burst is in.
import { withEdit } from '../board/edits';
import { type Edit, type EditState, ipc, toAppError } from '../ipc';
import { refreshSamples, simulate } from './lead';
import { say, sayFailure } from './notice';
import { reopen } from './open';
import { refreshBoard } from './show';
import { useApp } from './store';

let tail: Promise<void> = Promise.resolve();
let waiting = 0;

export function edit(change: Edit): Promise<void> {
  useApp.setState(({ channels, channel }) => {
    const shown = channel === null ? undefined : channels[channel];
    if (channel === null || !shown) return {};
    return { channels: { ...channels, [channel]: { ...shown, board: withEdit(shown.board, change) } } };
  });
  return inTurn(() => ipc.edit(change));
}

export async function undo(): Promise<void> {
  const { undo: what } = useApp.getState().edits;
  if (what === null) return;
  await inTurn(() => ipc.undo());
  say(`Undone: ${what}`);
  await reopen();
}

export async function redo(): Promise<void> {
  const { redo: what } = useApp.getState().edits;
  if (what === null) return;
  await inTurn(() => ipc.redo());
  say(`Done again: ${what}`);
  await reopen();
}

function inTurn(ask: () => Promise<EditState>): Promise<void> {
  waiting += 1;
  tail = tail.then(async () => {
    try {
      useApp.setState({ edits: await ask() });
    } catch (cause) {
      if (toAppError(cause).code !== 'nothing_to_undo') sayFailure(cause);
      useApp.setState({ channels: {} });
    }
    waiting -= 1;
    if (waiting > 0) return;
    await Promise.all([refreshBoard(), simulate(), refreshSamples()]);
  });
  return tail;
}
