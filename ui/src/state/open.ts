// Opening the mirror: first the frame, then the tree, the board and the traced lead together.
import { ipc, type Opened, toAppError } from '../ipc';
import { readTree } from '../tree/model';
import { countLanded, simulate, takeSample } from './lead';
import { showAccount } from './show';
import { empty, useApp } from './store';

export async function open(ask: () => Promise<Opened> = ipc.open): Promise<void> {
  try {
    await settle(await ask());
  } catch (cause) {
    useApp.setState({ phase: 'failed', failure: toAppError(cause) });
  }
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
  void countLanded();
}

/** After an undo or redo, which may have taken back an import: reads the tree and the counts again. */
export async function reopen(): Promise<void> {
  try {
    const opened = await ipc.open();
    const before = useApp.getState();
    const [bytes, samples] = await Promise.all([ipc.tree(), ipc.samples()]);
    const tree = readTree(bytes);
    useApp.setState({ opened, samples });
    if (before.tree?.same(tree)) return;
    useApp.setState({ tree });
    if (before.account === null || !tree.rowOf(before.account)) await settle(opened);
  } catch (cause) {
    useApp.setState({ failure: toAppError(cause), phase: 'failed' });
  }
}

