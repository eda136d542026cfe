// A new mirror beside one that cannot be opened.
import { ipc, toAppError } from '../ipc';
import { say } from './notice';
import { settle } from './open';
import { useApp } from './store';

export async function openAfresh(): Promise<void> {
  try {
    const opened = await ipc.openAfresh();
    await settle(opened);
    say(`Began a new mirror, ${opened.file}`);
  } catch (cause) {
    useApp.setState({ phase: 'failed', failure: toAppError(cause) });
  }
}
