// The answers to what a search begins with: to `k`, `ko` and `kow`. A letter taken back needs no new
// one, and until a further letter is answered the nearest stays in sight.
import type { Tree } from './model';
import type { Marks } from './view';

export interface Answer {
  readonly tree: Tree;
  readonly query: string;
  readonly matches: Uint32Array;
  readonly marks: Marks;
}

/** The longest beginning of what is asked, or else the last answer, as when other words took its place. */
export function standing(answers: readonly Answer[], tree: Tree, asked: string): Answer | undefined {
  if (asked === '') return undefined;
  const known = answers.filter((answer) => answer.tree === tree);
  return known.findLast((answer) => asked.startsWith(answer.query)) ?? known.at(-1);
}

/** With a new one last, and without those that it does not begin with. */
export function joined(answers: readonly Answer[], answer: Answer): readonly Answer[] {
  const { tree, query } = answer;
  return [...answers.filter((known) => known.tree === tree && query.startsWith(known.query)), answer];
}
