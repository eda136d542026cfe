// Changes of the draft. They run one after the other in the order the hands made them; the cards
// move at once and the engine's answer settles them when the last one of a burst is in.
import { withEdit } from '../board/edits';
import { type AppError, type Edit, type EditState, ipc, toAppError } from '../ipc';
import { refreshSamples, simulate } from './lead';
import { say, sayFailure } from './notice';
import { rereadTree } from './open';
import { refreshBoard } from './show';
import { useApp } from './store';

let tail: Promise<unknown> = Promise.resolve();
let waiting = 0;

export function edit(change: Edit): Promise<boolean> {
  useApp.setState(({ channels, channel }) => {
    const shown = channel === null ? undefined : channels[channel];
    if (channel === null || !shown) return {};
    return { channels: { ...channels, [channel]: { ...shown, board: withEdit(shown.board, change) } } };
  });
  return inTurn(() => ipc.edit(change));
}

/** An edit that a field asks for: what the engine refuses is answered, to be said at the field. */
export async function submit(change: Edit): Promise<AppError | null> {
  let refusal: AppError | null = null;
  const taken = await inTurn(
    () => ipc.edit(change),
    (cause) => {
      refusal = toAppError(cause);
    },
  );
  return taken ? null : refusal;
}

export async function undo(): Promise<void> {
  const { undo: what } = useApp.getState().edits;
  if (what === null) return;
  if (await inTurn(() => ipc.undo())) say(`Undone: ${what}`);
}

export async function redo(): Promise<void> {
  const { redo: what } = useApp.getState().edits;
  if (what === null) return;
  if (await inTurn(() => ipc.redo())) say(`Done again: ${what}`);
}

/** Replaces the draft by a version. */
export function restore(version: number): Promise<boolean> {
  return inTurn(() => ipc.restoreVersion(version));
}

/** Draws the draft as it is now, after something other than an edit has changed it. */
export function follow({ tree_changed }: EditState): Promise<boolean> {
  return inTurn(async () => ({ ...(await ipc.open()).edits, tree_changed }));
}

/** Answers whether the engine took the step. */
function inTurn(ask: () => Promise<EditState>, refused: (cause: unknown) => void = sayRefusal): Promise<boolean> {
  waiting += 1;
  const turn = tail.then(async () => {
    const done = await take(ask, refused);
    waiting -= 1;
    if (waiting === 0) await Promise.all([refreshBoard(), simulate(), refreshSamples()]);
    return done;
  });
  tail = turn.catch(sayFailure);
  return turn;
}

async function take(ask: () => Promise<EditState>, refused: (cause: unknown) => void): Promise<boolean> {
  try {
    const edits = await ask();
    useApp.setState({ edits });
    if (edits.tree_changed) await rereadTree();
    return true;
  } catch (cause) {
    refused(cause);
    return false;
  }
}

function sayRefusal(cause: unknown): void {
  // The cards have moved ahead of the engine: draw what it really holds.
  useApp.setState({ channels: {} });
  const { code } = toAppError(cause);
  if (code !== 'nothing_to_undo' && code !== 'nothing_to_redo') sayFailure(cause);
}
