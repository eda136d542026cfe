import { useEffect, useState } from 'react';
import { findRows } from '../state/find';
import { sayFailure } from '../state/notice';
import { type Answer, joined, standing } from './answers';
import type { Tree } from './model';
import { type Marks, marksOf } from './view';

export interface Search {
  query: string;
  setQuery: (query: string) => void;
  /** What the last answered query left standing; `null` while there is none. */
  marks: Marks | null;
  matches: Uint32Array | null;
  /** The query that `marks` answer, which trails `query` by one question. */
  answered: string;
  /** The first match of the query as it is now, once it is answered. */
  first: () => Promise<number | undefined>;
}

/** Search as one types: every letter asks, and only a letter taken back has its answer already. */
export function useSearch(tree: Tree): Search {
  const [query, setQuery] = useState('');
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const asked = query.trim();
  const answer = standing(answers, tree, asked);
  const isAnswered = asked === (answer?.query ?? '');
  useEffect(() => {
    if (isAnswered) return;
    let newest = true;
    findRows(asked).then(
      (matches) => {
        if (!newest) return;
        const found = { tree, query: asked, matches, marks: marksOf(tree, matches) };
        setAnswers((known) => joined(known, found));
      },
      (cause: unknown) => {
        if (newest) sayFailure(cause);
      },
    );
    return () => {
      newest = false;
    };
  }, [tree, asked, isAnswered]);
  return {
    query,
    setQuery: (next) => {
      setQuery(next);
      if (next.trim() === '') setAnswers([]);
    },
    marks: answer?.marks ?? null,
    matches: answer?.matches ?? null,
    answered: answer?.query ?? '',
    first: async () => {
      if (isAnswered) return answer?.matches[0];
      // Asked for already: where that fails, it is told there.
      const matches = await findRows(asked).catch(() => undefined);
      return matches?.[0];
    },
  };
}
