// Opening the mirror. Tree, board and traced lead are asked for together. What is there within a blink
// is drawn in one go, since each drawing more would delay the last; later, whatever there is is drawn.
import { ipc, type Opened, type Sample, toAppError } from '../ipc';
import { readTree } from '../tree/model';
import { refreshOutcomes, simulate, takeSample } from './lead';
import { say, sayDamage, sayFailure } from './notice';
import { showAccount } from './show';
import { empty, useApp } from './store';

/** In milliseconds; nobody sees a shorter wait for the window to fill. */
const BLINK = 120;

export async function open(): Promise<void> {
  setTimeout(drawWhatIsThere, BLINK);
  try {
    const opened = await ipc.open();
    await settle(opened);
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

/** Draws everything for a mirror that has just been opened or replaced by an import. */
export async function settle(opened: Opened): Promise<void> {
  useApp.setState(({ phase }) => ({
    ...empty,
    phase: phase === 'starting' ? phase : 'open',
    opened,
    edits: opened.edits,
  }));
  const { account, channel, sample } = opened.start;
  await Promise.all([
    channel === null ? showAccount(account) : showAccount(account, channel),
    ipc.tree().then((bytes) => useApp.setState({ tree: readTree(bytes) })),
    ipc.samples().then((samples) => takeFirst(samples, sample)),
  ]);
  useApp.setState({ phase: 'open' });
  await drawn();
  performance.mark('drawn');
  ipc.warm().catch(sayFailure);
  void refreshOutcomes();
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
  const { account } = useApp.getState();
  if (account === null || tree.rowOf(account) === undefined) await settle(opened);
  else useApp.setState({ opened, tree });
}
