// A new mirror beside one that cannot be opened.
import { ipc, toAppError } from '../ipc';
import { say } from './notice';
import { openInTurn } from './open';
import { useApp } from './store';

export async function openAfresh(): Promise<void> {
  try {
    const opened = await openInTurn(ipc.openAfresh);
    say(`Began a new mirror, ${opened.file}`);
  } catch (cause) {
    useApp.setState({ phase: 'failed', failure: toAppError(cause) });
  }
}
