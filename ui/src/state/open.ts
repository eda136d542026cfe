// Opening the mirror: first the frame, then the tree, the board and the traced lead together.
import { ipc, type Opened, toAppError } from '../ipc';
import { readTree } from '../tree/model';
import { refreshOutcomes, simulate, takeSample } from './lead';
import { say, sayDamage, sayFailure } from './notice';
import { showAccount } from './show';
import { empty, useApp } from './store';

export async function open(): Promise<void> {
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

/** Draws everything for a mirror that has just been opened or replaced by an import. */
export async function settle(opened: Opened): Promise<void> {
  useApp.setState({ ...empty, phase: 'open', opened, edits: opened.edits });
  const { account, channel, sample } = opened.start;
  const boarded = channel === null ? showAccount(account) : showAccount(account, channel);
  const [bytes, samples] = await Promise.all([ipc.tree(), ipc.samples(), boarded]);
  useApp.setState({ tree: readTree(bytes), samples });
  const first = sample ?? samples[0]?.id;
  if (first !== undefined && takeSample(first)) await simulate();
  markDrawn();
  refreshOutcomes().catch(sayFailure);
}

/** For measuring: the second frame begins when the first, with all of the window, is on the screen. */
function markDrawn(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('drawn')));
}

/** After a step that changed accounts or people, such as an undone import. */
export async function rereadTree(): Promise<void> {
  const opened = await ipc.open();
  const tree = readTree(await ipc.tree());
  const { account } = useApp.getState();
  if (account === null || tree.rowOf(account) === undefined) await settle(opened);
  else useApp.setState({ opened, tree });
}
