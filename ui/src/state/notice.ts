// What the window says in passing: a line at the foot of the board that screen readers hear too.
import { toAppError } from '../ipc';
import { type Dialog, useApp, type View } from './store';

export function say(text: string): void {
  useApp.setState(({ notice }) => ({ notice: { id: (notice?.id ?? 0) + 1, tone: 'plain', text } }));
}

/** Says what the last edit did, with a button that takes it back until there is another. */
export function sayDone(text: string): void {
  useApp.setState(({ notice, edits: { revision } }) => ({
    notice: { id: (notice?.id ?? 0) + 1, tone: 'plain', text, revision },
  }));
}

export function sayFailure(cause: unknown): void {
  const { message, help } = toAppError(cause);
  sayDamage(message, help);
}

export function sayDamage(text: string, help: string | null): void {
  useApp.setState(({ notice }) => ({
    notice: { id: (notice?.id ?? 0) + 1, tone: 'fail', text, ...(help === null ? {} : { help }) },
  }));
}

export function hushNotice(): void {
  useApp.setState({ notice: null });
}

export function showDialog(dialog: Dialog | null): void {
  useApp.setState({ dialog });
}

export function showView(view: View): void {
  useApp.setState({ view });
}
