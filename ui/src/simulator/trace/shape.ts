// The trace as a person reads it: what follows when nobody claims stands inside its offer, and long
// runs of rules with nothing to tell fold into one line.

import type { StepView, Verdict } from '../../ipc';

/** Steps are named by their index, as the board names them. */
export type Shown =
  { kind: 'step'; index: number; after: Shown[] } | { kind: 'run'; verdict: Verdict; indexes: number[] };

/** Shorter runs are told step by step. */
const FOLD_FROM = 6;
/** How many a folded run still tells at its start. */
const TOLD_FIRST = 2;

export function shape(steps: readonly StepView[]): Shown[] {
  return level(steps, 0, steps.length);
}

function level(steps: readonly StepView[], from: number, to: number): Shown[] {
  const shown: Shown[] = [];
  for (let index = from; index < to;) {
    const depth = steps[index]?.depth ?? 0;
    let next = index + 1;
    while (next < to && (steps[next]?.depth ?? 0) > depth) next++;
    shown.push({ kind: 'step', index, after: level(steps, index + 1, next) });
    index = next;
  }
  return fold(steps, shown);
}

function fold(steps: readonly StepView[], shown: readonly Shown[]): Shown[] {
  const folded: Shown[] = [];
  for (let at = 0; at < shown.length;) {
    const run = quietRun(steps, shown, at);
    const first = run[0];
    if (run.length < FOLD_FROM || first === undefined) {
      folded.push(...shown.slice(at, at + 1));
      at += 1;
      continue;
    }
    const verdict = steps[first]?.verdict ?? 'no_match';
    folded.push(...shown.slice(at, at + TOLD_FIRST), {
      kind: 'run',
      verdict,
      indexes: run.slice(TOLD_FIRST),
    });
    at += run.length;
  }
  return folded;
}

function quietRun(steps: readonly StepView[], shown: readonly Shown[], from: number): number[] {
  const run: number[] = [];
  for (const item of shown.slice(from)) {
    const step = item.kind === 'step' ? steps[item.index] : undefined;
    const first = steps[run[0] ?? -1];
    const isQuiet = step?.kind === 'rule' && (step.verdict === 'no_match' || step.verdict === 'not_reached');
    if (
      item.kind !== 'step' ||
      !isQuiet ||
      item.after.length > 0 ||
      (first && first.verdict !== step.verdict)
    )
      break;
    run.push(item.index);
  }
  return run;
}

/** How far the lead ran before it came to rest, by index; the steps up to it are its path. */
export function restsAt(steps: readonly StepView[]): number {
  return steps.findIndex(
    ({ kind, verdict, depth }) =>
      depth === 0 &&
      kind !== 'follow_up' &&
      (verdict === 'assigned' || verdict === 'offered' || verdict === 'inbox'),
  );
}

/** Where no detail says it: what became of the lead at this step. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  assigned: 'takes the lead',
  offered: 'offers the lead',
  declined: 'matched, but has nobody to take it',
  no_match: 'no match',
  disabled: 'disabled',
  not_reached: 'not reached',
  none: 'none',
  inbox: 'leaves the lead in the inbox',
  planned: 'planned',
};
