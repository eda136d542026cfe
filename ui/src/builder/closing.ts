// A window whose editors hold what is not in the book asks before it closes; any other just closes.
import { ipc } from '../ipc';
import { sayFailure, showDialog } from '../state/notice';
import { isChanged, useDrafts } from './drafts';

export function askBeforeClosing(): void {
  let listening: Promise<() => void> | null = null;
  useDrafts.subscribe(({ editing }) => {
    const isUnsaved = Object.values(editing).some(isChanged);
    if (isUnsaved === (listening !== null)) return;
    if (isUnsaved) listening = ipc.onCloseAsked(() => showDialog('unsaved'));
    else {
      listening?.then((stop) => stop()).catch(sayFailure);
      listening = null;
    }
  });
}

export async function closeWindow(): Promise<void> {
  try {
    await ipc.closeWindow();
  } catch (cause) {
    sayFailure(cause);
  }
}
