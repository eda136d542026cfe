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

/** The engine tells a trace to its end, then what follows if nobody claims, one deeper. */
function level(steps: readonly StepView[], from: number, to: number): Shown[] {
  const depth = steps[from]?.depth ?? 0;
  const deeper = steps.findIndex((step, index) => index >= from && index < to && step.depth > depth);
  const end = deeper === -1 ? to : deeper;
  const after = deeper === -1 ? [] : level(steps, deeper, to);
  const retold = new Set(steps.slice(end, to).map(identity));
  const shown = Array.from({ length: end - from }, (_, place) => from + place)
    .filter((index) => steps[index]?.verdict !== 'not_reached' || !retold.has(identity(steps[index])))
    .map((index): Shown => ({ kind: 'step', index, after: [] }));
  const offer = shown.findLast((item) => item.kind === 'step' && steps[item.index]?.verdict === 'offered');
  if (offer?.kind === 'step') offer.after = after;
  return fold(steps, offer ? shown : [...shown, ...after]);
}

/** A rule or the fallback has one step in each trace; of two, the deeper one tells more. */
export function identity({ kind, rule, title }: StepView): string {
  return JSON.stringify(kind === 'rule' || kind === 'fallback' ? [kind, rule] : [kind, title]);
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
