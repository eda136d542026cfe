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
import { inTurn, whileOpen } from './turns';

/** In milliseconds; what takes longer is drawn when it comes. */
const BLINK = 80;

let waiting = 0;
let areSamplesOld = false;

export function edit(change: Edit): Promise<boolean> {
  useApp.setState(({ channels, channel }) => {
    const shown = channel === null ? undefined : channels[channel];
    if (channel === null || !shown) return {};
    return { channels: { ...channels, [channel]: { ...shown, board: withEdit(shown.board, change) } } };
  });
  return step(() => ipc.edit(change));
}

/** An edit that a field asks for: what the engine refuses is answered, to be said at the field. */
export async function submit(change: Edit): Promise<AppError | null> {
  let refusal: AppError | null = null;
  const taken = await step(
    () => ipc.edit(change),
    (cause) => {
      refusal = toAppError(cause);
    },
  );
  return taken ? null : refusal;
}

/** Takes the last edit back; one of a certain revision only while that is the last. */
export function undo(revision?: number): Promise<void> {
  return again('undo', 'Undone', revision);
}

export function redo(): Promise<void> {
  return again('redo', 'Done again');
}

/** What is the last is known once everything asked for before is done. */
async function again(way: 'undo' | 'redo', words: string, revision?: number): Promise<void> {
  let what = useApp.getState().edits[way];
  const taken = await step(async () => {
    const { edits } = useApp.getState();
    what = revision === undefined || revision === edits.revision ? edits[way] : null;
    return what === null ? null : ipc[way]();
  });
  if (taken && what !== null) say(`${words}: ${what}`);
}

/** Replaces the draft by a version. */
export function restore(version: number): Promise<boolean> {
  return step(() => ipc.restoreVersion(version));
}

/** Draws the draft as it is now, after something other than an edit has changed it. */
export function follow({ tree_changed, samples_changed }: EditState): Promise<boolean> {
  return step(async () => ({ ...(await ipc.open()).edits, tree_changed, samples_changed }));
}

/** `null` says that there is nothing to do. */
type Ask = () => Promise<EditState | null>;

/** Answers whether the engine took the step. */
function step(ask: Ask, refused: (cause: unknown) => void = sayRefusal): Promise<boolean> {
  waiting += 1;
  const isMeant = whileOpen();
  return inTurn(async () => {
    const edits = await take(isMeant() ? ask : tooLate, refused);
    waiting -= 1;
    if (waiting === 0) await drawAfter(edits ?? useApp.getState().edits);
    else if (edits) useApp.setState({ edits });
    return edits !== null;
  });
}

function tooLate(): Promise<never> {
  return Promise.reject(new Error('another draft was opened before this was done; nothing changed'));
}

async function take(ask: Ask, refused: (cause: unknown) => void): Promise<EditState | null> {
  try {
    const edits = await ask();
    if (!edits) return null;
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
