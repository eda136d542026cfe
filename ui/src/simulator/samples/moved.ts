// What the last edit, undo or redo changed of where the samples land, in words. Pure.
import type { Sample, SampleOutcome } from '../../ipc';

export interface Moved {
  sample: string;
  name: string;
  before: string;
  after: string;
}

const NEW = 'there was no such sample';
const UNREADABLE = 'cannot be read';

/** The samples that moved, in the samples' order. */
export function movedSamples(samples: readonly Sample[], outcomes: readonly SampleOutcome[]): Moved[] {
  const moved = new Map(outcomes.filter(({ changed }) => changed).map((outcome) => [outcome.sample, outcome]));
  return samples.flatMap(({ id, name }) => {
    const outcome = moved.get(id);
    return outcome ? [{ sample: id, name, before: outcome.before ?? NEW, after: outcome.after ?? UNREADABLE }] : [];
  });
}

/** For the tooltip of a sample's chip, by the sample's id. */
export function movedWords(outcomes: readonly SampleOutcome[]): Map<string, string> {
  const words = ({ before, after }: SampleOutcome) => `Before: ${before ?? NEW}\nNow: ${after ?? UNREADABLE}`;
  return new Map(outcomes.filter(({ changed }) => changed).map((outcome) => [outcome.sample, words(outcome)]));
}
