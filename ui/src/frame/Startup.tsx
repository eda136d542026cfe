import { Refusal } from '../book/Refusal';
import type { AppError, Code } from '../ipc';
import { Button } from '../parts/Button';
import { Mark } from '../parts/icons';
import { ErrorState } from '../parts/States';
import { openAfresh } from '../state/afresh';
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

/** The file stays shut, but its folder may take another. */
const SHUT: ReadonlySet<Code> = new Set(['mirror_locked', 'mirror_newer', 'not_a_mirror', 'mirror_damaged', 'file_unreadable']);

/** What keeps the window shut, and what to do about it. Nothing was changed. */
export function StartupFailure({ error }: { error: AppError }) {
  const title = TITLES[error.code] ?? 'Switchyard could not open';
  return (
    <main className={css.place}>
      <div className={css.card}>
        <Mark />
        {error.problems.length > 0 ? <Refusal error={error} /> : <ErrorState title={title} error={error} />}
        <div className={css.ways}>
          <Button look="primary" onClick={() => void open()}>
            Try again
          </Button>
          {SHUT.has(error.code) && (
            <Button title="It is made beside this file, which stays as it is" onClick={() => void openAfresh()}>
              Begin a new mirror
            </Button>
          )}
        </div>
      </div>
    </main>
  );
}
