import { Refusal } from '../book/Refusal';
import type { AppError, Code } from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/icons';
import { ErrorState } from '../parts/States';
import { open } from '../state/open';
import css from './Startup.module.css';

const TITLES: Partial<Record<Code, string>> = {
  mirror_locked: 'The mirror is open elsewhere',
  mirror_newer: 'The mirror comes from a newer Switchyard',
  not_a_mirror: 'This file is not a mirror',
  mirror_damaged: 'The mirror is damaged',
  file_unreadable: 'The mirror cannot be read',
  file_unwritable: 'The mirror cannot be written',
  bad_book: 'The book was refused',
};

/** What keeps the window shut, and what to do about it. Nothing was changed. */
export function StartupFailure({ error }: { error: AppError }) {
  const title = TITLES[error.code] ?? 'Switchyard could not open';
  return (
    <main className={css.place}>
      <div className={css.card}>
        <Mark />
        {error.problems.length > 0 ? <Refusal error={error} /> : <ErrorState title={title} error={error} />}
        <Button look="primary" className={css.again} onClick={() => void open()}>
          Try again
        </Button>
      </div>
    </main>
  );
}
