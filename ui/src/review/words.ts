// The review's own sentences: what a push would do, and what keeps it from being sent. Pure; the
// changes' words come from the engine.
import { count } from '../frame/words';
import type { AuditCall, AuditEntry, AuditOutcome, Deletion, PushStep, Review, SampleLanding, SheetStep, StepState } from '../ipc';

/** What was typed for each deletion, by channel. */
export type Typed = Readonly<Record<string, string>>;

/** `3 changes to push`, or what else there is to do. */
export function headline({ empty, mine, conflicts, sheet }: Review): string {
  if (empty) return sheet === null ? 'Nothing to push' : 'Nothing to do at Rechat';
  if (mine.length === 0) return count(conflicts.length, 'conflict to settle', 'conflicts to settle');
  const changes = count(mine.length, 'change', 'changes');
  return sheet === null ? `${changes} to push` : `${changes} to make at Rechat`;
}

export function openConflicts({ conflicts }: Pick<Review, 'conflicts'>): number {
  return conflicts.filter(({ chosen }) => chosen === null).length;
}

export function isConfirmed({ channel, type_this }: Deletion, typed: Typed): boolean {
  return typed[channel]?.trim() === type_this.trim();
}

/** What is to be done before the plan can be sent; nothing where it can. */
export function blockers(review: Pick<Review, 'conflicts' | 'deletions'>, typed: Typed): string[] {
  const open = openConflicts(review);
  const unconfirmed = review.deletions.filter((deletion) => !isConfirmed(deletion, typed)).length;
  return [
    ...(open === 0 ? [] : [`Choose a side in ${count(open, 'conflict', 'conflicts')}`]),
    ...(unconfirmed === 0 ? [] : [`Type the name of ${count(unconfirmed, 'channel', 'channels')} to delete`]),
  ];
}

/** `1 of 4 sample leads lands elsewhere` */
export function samplesWords(samples: readonly SampleLanding[]): string {
  const changed = samples.filter((sample) => sample.changed).length;
  if (samples.length === 0) return 'No sample leads';
  if (changed === 0) return samples.length === 1 ? 'The sample lead lands as before' : `All ${samples.length} sample leads land as before`;
  return `${changed} of ${count(samples.length, 'sample lead', 'sample leads')} ${changed === 1 ? 'lands' : 'land'} elsewhere`;
}

/** Where a lead lands, or that its channel is gone. */
export function landingWords(landing: string | null): string {
  return landing ?? 'Nowhere: there is no such channel';
}

const STATE_WORDS: Record<StepState, string> = {
  waiting: 'Waiting',
  sent: 'Sending',
  done: 'Done',
  refused: 'Refused',
  undecided: 'Not known',
};

/** Of a step that was sent while nothing is being sent, no answer came. */
export function stateWords(state: StepState, isRunning: boolean): string {
  return state === 'sent' && !isRunning ? 'No answer' : STATE_WORDS[state];
}

/** `2 of 3 steps done` */
export function stepsWords(steps: readonly Pick<PushStep, 'state'>[]): string {
  const done = steps.filter(({ state }) => state === 'done').length;
  return `${done} of ${count(steps.length, 'step', 'steps')} done`;
}

export function tickedWords(sheet: readonly SheetStep[]): string {
  const ticked = sheet.filter((step) => step.ticked).length;
  return `${ticked} of ${count(sheet.length, 'step', 'steps')} ticked`;
}

export const OUTCOME_WORDS: Record<AuditOutcome, string> = {
  done: 'Done',
  stopped: 'Stopped',
  under_way: 'Under way',
};

/** `3 changes in 2 calls` */
export function auditWords({ changes, calls }: AuditEntry): string {
  return `${count(changes.length, 'change', 'changes')} in ${count(calls.length, 'call', 'calls')}`;
}

const CALLS: Record<string, string> = {
  create_channel: 'Make channel',
  update_channel: 'Change channel',
  put_rules: 'Write the rules of',
  delete_channel: 'Delete channel',
};

/** `Write the rules of 5f0c…: done` */
export function callWords({ call, channel, state, result }: AuditCall): string {
  const what = `${CALLS[call] ?? call} ${channel}: ${STATE_WORDS[state].toLowerCase()}`;
  return result === null || result === 'done' ? what : `${what}, ${result}`;
}
