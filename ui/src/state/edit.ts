// Changes of the draft. They run one after the other in the order the hands made them; the cards
// move at once and the engine's answer settles them when the last one of a burst is in. What it has
// changed is asked for together and drawn in one go, since each drawing more would delay the last.
import { withEdit } from '../board/edits';
import { type AppError, type Edit, type EditState, ipc, toAppError } from '../ipc';
import { askAnswer, askOutcomes, askSamples } from './lead';
import { say, sayFailure } from './notice';
import { rereadTree } from './open';
import { askBoardAgain, type Draw } from './show';
import { useApp } from './store';

/** In milliseconds; what takes longer is drawn when it comes. */
const BLINK = 80;

let tail: Promise<unknown> = Promise.resolve();
let waiting = 0;
let areSamplesOld = false;

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
export function follow({ tree_changed, samples_changed }: EditState): Promise<boolean> {
  return inTurn(async () => ({ ...(await ipc.open()).edits, tree_changed, samples_changed }));
}

/** Answers whether the engine took the step. */
function inTurn(ask: () => Promise<EditState>, refused: (cause: unknown) => void = sayRefusal): Promise<boolean> {
  waiting += 1;
  const turn = tail.then(async () => {
    const edits = await take(ask, refused);
    waiting -= 1;
    if (waiting === 0) await drawAfter(edits ?? useApp.getState().edits);
    else if (edits) useApp.setState({ edits });
    return edits !== null;
  });
  tail = turn.catch(sayFailure);
  return turn;
}

async function take(
  ask: () => Promise<EditState>,
  refused: (cause: unknown) => void,
): Promise<EditState | null> {
  try {
    const edits = await ask();
    areSamplesOld ||= edits.samples_changed;
    if (edits.tree_changed) {
      useApp.setState({ edits });
      await rereadTree();
    }
    return edits;
  } catch (cause) {
    refused(cause);
    return null;
  }
}

async function drawAfter(edits: EditState): Promise<void> {
  const ready: Draw[] = [() => useApp.setState({ edits })];
  let hasBegun = false;
  const asking = [boardUnlessMoved(edits.revision), askAnswer(), askOutcomes()];
  if (areSamplesOld) asking.push(askSamples());
  areSamplesOld = false;
  const asked = asking.map(async (answer) => {
    const draw = await answer;
    if (hasBegun) draw();
    else ready.push(draw);
  });
  await Promise.race([Promise.all(asked), pause(BLINK)]);
  hasBegun = true;
  for (const draw of ready) draw();
  await Promise.all(asked);
}

/** The board of a revision, not to be drawn over cards that hands have moved on meanwhile. */
async function boardUnlessMoved(revision: number): Promise<Draw> {
  const draw = await askBoardAgain(revision);
  return () => {
    if (waiting === 0) draw();
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((over) => setTimeout(over, milliseconds));
}

function sayRefusal(cause: unknown): void {
  // The cards have moved ahead of the engine: what it really holds is to be read again.
  useApp.setState(({ channels }) => ({
    channels: Object.fromEntries(Object.entries(channels).map(([id, known]) => [id, { ...known, revision: -1 }])),
  }));
  const { code } = toAppError(cause);
  if (code !== 'nothing_to_undo' && code !== 'nothing_to_redo') sayFailure(cause);
}
