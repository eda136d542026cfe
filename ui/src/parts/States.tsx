// What stands where there is nothing to show: an empty place, or one that failed.
import type { ReactNode } from 'react';
import type { AppError } from '../ipc';
import css from './States.module.css';
import { Words } from './Words';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyProps) {
  return (
    <div className={css.state}>
      <p className={css.title}>{title}</p>
      {children !== undefined && <div className={css.words}>{children}</div>}
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

/** An error in the engine's words: what failed, where, and what to do about it. */
export function ErrorState({ error, title, actions }: { error: AppError; title?: string; actions?: ReactNode }) {
  return (
    <div className={css.state} role="alert">
      <p className={css.title}>
        <Words of={title ?? sentence(error.message)} />
      </p>
      <div className={css.words}>
        {title !== undefined && (
          <p>
            <Words of={sentence(error.message)} />
          </p>
        )}
        {error.help !== null && (
          <p>
            <Words of={sentence(error.help)} />
          </p>
        )}
        {error.place !== null && <p className={css.place}>{error.place}</p>}
      </div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  );
}

/** The engine's messages start lower-case and end open; on a page they are sentences. */
export function sentence(text: string): string {
  // A name out of a file, such as `window_minutes`, is quoted as it stands.
  const isWord = /^\p{Ll}+[\s,:;.]/u.test(text);
  const head = isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?…]$/u.test(head) ? head : `${head}.`;
}
