// Versions of the draft: kept ones to read, keep, compare and go back to.
import { type AppError, type Comparison, ipc, toAppError, type Version } from '../ipc';
import { restore } from './edit';
import { say, sayDone } from './notice';

export function readVersions(): Promise<Version[]> {
  return ipc.versions();
}

/** Answers what kept the version out. */
export async function saveVersion(note: string): Promise<AppError | null> {
  try {
    await ipc.saveVersion(note);
    say('Saved the draft as a version');
    return null;
  } catch (cause) {
    return toAppError(cause);
  }
}

export async function restoreVersion(version: Version, called: string): Promise<void> {
  if (await restore(version.id)) sayDone(`The draft is ${called} again`);
}

/** What makes `now` out of `old`; `null` is the draft. */
export function compareVersions(old: number | null, now: number | null): Promise<Comparison> {
  return ipc.compare(old, now);
}
