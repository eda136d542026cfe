import { useEffect, useState } from 'react';

interface Found<T> {
  readonly asked: string;
  readonly answer: T;
}

/**
 * The newest answer to words that somebody is typing, with the words it answers, which trail those
 * typed by one question. `key` is what else the answer hangs on; a failure is told and leaves the last.
 */
export function useFound<T>(
  asked: string,
  key: unknown,
  ask: (asked: string) => Promise<T>,
  failed: (cause: unknown) => void,
): Found<T> | null {
  const [found, setFound] = useState<(Found<T> & { key: unknown }) | null>(null);
  useEffect(() => {
    if (asked === '') return;
    let isNewest = true;
    ask(asked).then(
      (answer) => {
        if (isNewest) setFound({ key, asked, answer });
      },
      (cause: unknown) => {
        if (isNewest) failed(cause);
      },
    );
    return () => {
      isNewest = false;
    };
    // Who asks and who is told are new at each drawing, and always the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, key]);
  return asked === '' || found?.key !== key ? null : found;
}
