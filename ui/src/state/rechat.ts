// Rechat: signing in, pulling, reviewing, pushing. Whatever speaks to Rechat runs beside the
// window, which goes on with the mirror meanwhile; what came of it is taken in here.
import {
  type AppError,
  type Confirmation,
  ipc,
  type KnownMirror,
  type PullProgress,
  type Pushed,
  type PushNews,
  type RechatSettings,
  type RechatStatus,
  type Review,
  type Side,
  type StepAnswer,
  toAppError,
} from '../ipc';
import { follow } from './edit';
import { latest } from './latest';
import { say, sayDone, sayFailure, showDialog } from './notice';
import { leaveMirror, openInTurn } from './open';
import { withNews } from './pushNews';
import { type RechatDesk, useApp } from './store';

const newestStatus = latest();

function put(patch: Partial<RechatDesk>): void {
  useApp.setState(({ rechat }) => ({ rechat: { ...rechat, ...patch } }));
}

function desk(): RechatDesk {
  return useApp.getState().rechat;
}

/** Reads where the mirror stands. */
export async function refreshRechat(): Promise<void> {
  const isNewest = newestStatus();
  try {
    const status = await ipc.rechatStatus();
    if (isNewest()) put({ status });
  } catch (cause) {
    if (isNewest()) sayFailure(cause);
  }
}

/** Answers what kept the sign-in from being made. */
export async function signIn(settings: RechatSettings, secret: string): Promise<AppError | null> {
  try {
    const asked = ipc.signIn(settings, secret === '' ? null : secret, () => void refreshRechat());
    put({ status: await asked, readError: null });
    say('Signed in to Rechat');
    return null;
  } catch (cause) {
    return toAppError(cause);
  } finally {
    await refreshRechat();
  }
}

export async function signOut(): Promise<void> {
  try {
    put({ status: await ipc.signOut() });
    say('Signed out of Rechat; the tokens are forgotten');
  } catch (cause) {
    sayFailure(cause);
  }
}

/** Ends what is being done with Rechat. */
export async function stopRechat(): Promise<void> {
  try {
    await ipc.stopRechat();
  } catch (cause) {
    sayFailure(cause);
  }
}

export async function pull(): Promise<void> {
  try {
    const pulled = await reading(ipc.pull);
    if (pulled.another_mirror) {
      leaveMirror();
      await openInTurn(ipc.open);
    } else await follow({ ...pulled.edits, tree_changed: true, samples_changed: true });
    say(`${pulled.words} ${pulled.draft}`);
    put({ pulled, review: null, readError: null, pushError: null, steps: null, pushed: null });
    const isNews = pulled.changes.length + pulled.conflicts + pulled.notes.length > 0;
    if (isNews) showDialog('pulled');
    else if (useApp.getState().dialog === 'connect-rechat') showDialog(null);
  } catch (cause) {
    sayWhy(cause, 'Stopped the pull; nothing was changed');
  } finally {
    await refreshRechat();
  }
}

/** Reads Rechat afresh for the review. */
export async function review(): Promise<void> {
  put({ readError: null, pushError: null });
  try {
    const made = await reading(ipc.review);
    put({ review: made, reviewError: null });
  } catch (cause) {
    put({ readError: toAppError(cause) });
  } finally {
    await refreshRechat();
  }
}

/** The review over what was read last, after the draft changed. */
export function planAgain(): Promise<Review | null> {
  return inTurn(ipc.planAgain);
}

export async function chooseSide(conflict: string, side: Side): Promise<void> {
  await inTurn(() => ipc.chooseSide(conflict, side));
}

let tail: Promise<unknown> = Promise.resolve();

/** One after the other, since each makes the plan that is shown. */
function inTurn(ask: () => Promise<Review | null>): Promise<Review | null> {
  const turn = tail.then(async () => {
    try {
      const made = await ask();
      put({ review: made, reviewError: null });
      return made;
    } catch (cause) {
      put({ review: null, reviewError: toAppError(cause) });
      return null;
    }
  });
  tail = turn;
  return turn;
}

/** Sends what the review shows. A plan that no longer fits is not sent but made anew. */
export async function push(shown: Review, confirmed: Confirmation[]): Promise<void> {
  await tail;
  await sending(() => ipc.push(shown.plan, confirmed, hear));
}

export async function resumePush(): Promise<void> {
  await sending(() => ipc.resumePush(hear));
}

export async function giveUpPush(): Promise<void> {
  await sending(() => ipc.giveUpPush());
}

export async function settleStep(step: number, answer: StepAnswer): Promise<void> {
  try {
    await ipc.settleStep(step, answer);
  } catch (cause) {
    sayFailure(cause);
  } finally {
    await refreshRechat();
  }
}

/** Puts away what came of the last push. */
export function dismissPush(): void {
  put({ steps: null, pushed: null });
}

/** Makes the draft what it was before a push. */
export async function goBackBefore(push: number, called: string): Promise<void> {
  const { revision } = useApp.getState().edits;
  try {
    const edits = await ipc.goBackBefore(push);
    if (edits.revision === revision) return say(`The draft already is as it was before ${called}`);
    await follow(edits);
    sayDone(`The draft is as it was before ${called}; review it and push`);
  } catch (cause) {
    sayFailure(cause);
  }
}

export async function tickSheetStep(step: string, ticked: boolean): Promise<void> {
  const { review: shown } = desk();
  if (!shown?.sheet) return;
  const sheet = shown.sheet.map((line) => (line.id === step ? { ...line, ticked } : line));
  put({ review: { ...shown, sheet } });
  try {
    await ipc.tickSheetStep(step, ticked);
  } catch (cause) {
    sayFailure(cause);
    await planAgain();
  }
}

/** Answers what Rechat shows otherwise than the sheet says, or `null` where it could not be read. */
export async function checkSheet(): Promise<string[] | null> {
  try {
    const checked = await reading(ipc.checkSheet);
    await follow(checked.edits);
    await planAgain();
    say(checked.words);
    return checked.wrong;
  } catch (cause) {
    sayWhy(cause, 'Stopped; nothing was settled');
    return null;
  } finally {
    await refreshRechat();
  }
}

export const readAudit = ipc.audit;
export const chooseWhereToSaveAudit = ipc.chooseWhereToSaveAudit;

/** Answers what kept the list from being written. */
export async function exportAudit(file: string): Promise<AppError | null> {
  try {
    await ipc.exportAudit(file);
    say(`Wrote ${file}`);
    return null;
  } catch (cause) {
    return toAppError(cause);
  }
}

export async function readMirrors(): Promise<KnownMirror[]> {
  try {
    return await ipc.mirrors();
  } catch (cause) {
    sayFailure(cause);
    return [];
  }
}

export async function openMirror(file: string): Promise<void> {
  try {
    const opened = await openInTurn(() => ipc.openMirror(file));
    say(`Opened ${opened.title}`);
  } catch (cause) {
    sayFailure(cause);
  } finally {
    await refreshRechat();
  }
}

/** Shows how far a reading of Rechat has come while it lasts. */
async function reading<T>(ask: (onProgress: (progress: PullProgress) => void) => Promise<T>): Promise<T> {
  put({ reading: null });
  const asked = ask((progress) => {
    if (desk().reading === null) askAgainUnless('pulling');
    put({ reading: progress });
  });
  void refreshRechat();
  try {
    return await asked;
  } finally {
    put({ reading: null });
  }
}

let isSending = false;

/** One push at a time: a second press comes before the window shows that the first was heard. */
async function sending(ask: () => Promise<Pushed>): Promise<void> {
  if (isSending) return;
  isSending = true;
  put({ pushed: null, pushError: null });
  const asked = ask();
  void refreshRechat();
  try {
    const pushed = await asked;
    await follow(pushed.edits);
    put({ pushed, steps: pushed.steps, review: null });
    say(pushed.words);
  } catch (cause) {
    const error = toAppError(cause);
    put({ steps: null, pushError: error });
    if (error.code === 'stale_plan') await planAgain();
  } finally {
    isSending = false;
    put({ reading: null, isReadingBack: false });
    await refreshRechat();
  }
}

function hear(news: PushNews): void {
  if (news.kind === 'begun' || desk().reading === null) askAgainUnless('pushing');
  put(withNews(desk(), news));
}

/** Asked for as something begins, the status may be answered before that has begun. */
function askAgainUnless(busy: NonNullable<RechatStatus['busy']>): void {
  if (desk().status?.busy !== busy) void refreshRechat();
}

/** That somebody stopped it, or that Rechat cannot be reached, is no failure of the window's. */
function sayWhy(cause: unknown, stopped: string): void {
  const { code, message } = toAppError(cause);
  if (code === 'stopped') say(stopped);
  else if (code === 'offline') say(`${message}. Everything but pull and push goes on`);
  else sayFailure(cause);
}

/** Whether somebody is signed in and Rechat accepts it. */
export function isSignedIn(status: RechatStatus | null): boolean {
  return status?.sign_in.kind === 'signed_in';
}
