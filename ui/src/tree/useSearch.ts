import { useEffect, useMemo, useState } from 'react';
import { findRows } from '../state/find';
import { sayFailure } from '../state/notice';
import type { Tree } from './model';
import { type Marks, marksOf } from './view';

interface Found {
  tree: Tree;
  query: string;
  matches: Uint32Array;
}

export interface Search {
  query: string;
  setQuery: (query: string) => void;
  /** What the last answered query left standing; `null` while there is none. */
  marks: Marks | null;
  matches: Uint32Array | null;
  /** The query that `marks` answer, which trails `query` by one question. */
  answered: string;
}

/** Search as one types: every keystroke asks, the newest answer shows, the last one stays until then. */
export function useSearch(tree: Tree): Search {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const asked = query.trim();
  useEffect(() => {
    if (asked === '') return;
    let newest = true;
    findRows(asked).then(
      (matches) => {
        if (newest) setFound({ tree, query: asked, matches });
      },
      (cause: unknown) => {
        if (newest) sayFailure(cause);
      },
    );
    return () => {
      newest = false;
    };
  }, [tree, asked]);
  const current = asked !== '' && found?.tree === tree ? found : null;
  const marks = useMemo(() => (current ? marksOf(tree, current.matches) : null), [tree, current]);
  return { query, setQuery, marks, matches: current?.matches ?? null, answered: current?.query ?? '' };
}
