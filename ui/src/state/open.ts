// Opening the mirror. Tree, board and traced lead are asked for together. What is there within a blink
// is drawn in one go, since each drawing more would delay the last; later, whatever there is is drawn.
import { ipc, type Opened, type Sample, toAppError } from '../ipc';
import { readTree } from '../tree/model';
import { refreshOutcomes, simulate, takeSample } from './lead';
import { say, sayDamage, sayFailure } from './notice';
import { showAccount } from './show';
import { empty, useApp } from './store';
import { inTurn, whileOpen } from './turns';

/** In milliseconds; nobody sees a shorter wait for the window to fill. */
const BLINK = 120;

export async function open(): Promise<void> {
  setTimeout(drawWhatIsThere, BLINK);
  try {
    const opened = await openInTurn(ipc.open);
    if (opened.unclean) say('The last session did not end cleanly. The mirror is being checked; damage would be told here.');
  } catch (cause) {
    useApp.setState({ phase: 'failed', failure: toAppError(cause) });
  }
}

/** Hears of a mirror that the check after an unclean end found damaged. */
export function watchForDamage(): void {
  void ipc.onMirrorDamaged(({ message, help }) => sayDamage(message, help));
}

function drawWhatIsThere(): void {
  useApp.setState(({ phase, opened }) => (phase === 'starting' ? { phase: opened ? 'open' : 'opening' } : {}));
}

/** Opens a mirror, or a book in its place: after the edits asked for before, and without those asked for meanwhile. */
export function openInTurn(ask: () => Promise<Opened>): Promise<Opened> {
  return inTurn(async () => {
    const opened = await ask();
    await settle(opened);
    return opened;
  });
}

/** From now on nothing is done that was asked for before. */
export function leaveMirror(): void {
  useApp.setState(({ opening }) => ({ opening: opening + 1 }));
}

async function settle(opened: Opened): Promise<void> {
  useApp.setState(({ phase, opening }) => ({
    ...empty,
    phase: phase === 'starting' ? phase : 'open',
    opened,
    opening: opening + 1,
    edits: opened.edits,
  }));
  const { account, channel, sample } = opened.start;
  await Promise.all([
    showAccount(account, channel ?? undefined),
    ipc.tree().then((bytes) => useApp.setState({ tree: readTree(bytes) })),
    ipc.samples().then((samples) => takeFirst(samples, sample)),
  ]);
  useApp.setState({ phase: 'open' });
  void warm();
}

/** Once the window is drawn, what takes longer. */
async function warm(): Promise<void> {
  const isOpen = whileOpen();
  await drawn();
  if (!isOpen()) return;
  performance.mark('drawn');
  ipc.warm().catch(sayFailure);
  await refreshOutcomes();
}

async function takeFirst(samples: readonly Sample[], wanted: string | null): Promise<void> {
  useApp.setState({ samples });
  const first = wanted ?? samples[0]?.id;
  if (first !== undefined && takeSample(first)) await simulate();
}

/** The second frame begins when the first, with all of the window, is on the screen. */
function drawn(): Promise<unknown> {
  return new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)));
}

/** After a step that changed accounts or people, such as an undone import. */
export async function rereadTree(): Promise<void> {
  const opened = await ipc.open();
  const tree = readTree(await ipc.tree());
  useApp.setState({ opened, tree });
  const { account } = useApp.getState();
  if (account === null || tree.rowOf(account) === undefined) await showAccount(opened.start.account);
}
