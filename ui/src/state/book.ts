// Books in and out: a book that is opened replaces the draft, which one undo brings back.
import { fileName } from '../frame/words';
import { type AppError, ipc, toAppError } from '../ipc';
import { say, showDialog } from './notice';
import { openInTurn } from './open';

/** Answers what kept the book out, or `null` once it is in. */
export async function importBook(file: string): Promise<AppError | null> {
  try {
    await openInTurn(() => ipc.importBook(file));
    showDialog(null);
    say(`Opened ${fileName(file)}`);
    return null;
  } catch (cause) {
    return toAppError(cause);
  }
}

export async function exportBook(file: string): Promise<AppError | null> {
  try {
    await ipc.exportBook(file);
    showDialog(null);
    say(`Wrote ${fileName(file)}`);
    return null;
  } catch (cause) {
    return toAppError(cause);
  }
}

export function chooseBookToOpen(): Promise<string | null> {
  return ipc.chooseBookToOpen();
}

export function chooseWhereToSave(suggestedName: string): Promise<string | null> {
  return ipc.chooseWhereToSave(suggestedName);
}
