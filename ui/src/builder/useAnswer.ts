import { useEffect, useState } from 'react';

/** The newest answer to a question that changes as somebody types; `null` until there is one. */
export function useAnswer<T>(question: string | null, ask: (question: string) => Promise<T>): T | null {
  const [answer, setAnswer] = useState<{ question: string; value: T } | null>(null);
  useEffect(() => {
    if (question === null) return;
    let isNewest = true;
    ask(question).then(
      (value) => {
        if (isNewest) setAnswer({ question, value });
      },
      () => {
        if (isNewest) setAnswer(null);
      },
    );
    return () => {
      isNewest = false;
    };
    // The question says all; who asks it is new at each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [question]);
  return question === null ? null : (answer?.value ?? null);
}
