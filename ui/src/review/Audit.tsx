import { useEffect, useState } from 'react';
import { type AppError, type AuditEntry, toAppError } from '../ipc';
import { Button } from '../parts/Button';
import { ErrorState } from '../parts/States';
import { readAudit } from '../state/rechat';
import { showDialog } from '../state/notice';
import { useApp } from '../state/store';
import { AuditItem } from './AuditItem';
import css from './ReviewView.module.css';

/** Every push of this mirror: who, when, what, and what came of each call. */
export function Audit() {
  const file = useApp((state) => state.opened?.file);
  const pushed = useApp((state) => state.rechat.pushed);
  const under = useApp(({ rechat: { status } }) => status?.push?.began_at);
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let newest = true;
    readAudit().then(
      (read) => newest && setEntries(read),
      (cause: unknown) => newest && setError(toAppError(cause)),
    );
    return () => {
      newest = false;
    };
  }, [file, pushed, under]);
  return (
    <section className={css.audit} aria-label="Pushes so far">
      <div className={css.head}>
        <h3 className={css.title}>Pushes so far</h3>
        {entries !== null && entries.length > 0 && (
          <Button look="quiet" className={css.again} onClick={() => showDialog('export-audit')}>
            Export…
          </Button>
        )}
      </div>
      {error && <ErrorState error={error} />}
      {entries?.length === 0 && <p className={css.note}>None yet. Each one is kept here with its plan and the result of every call.</p>}
      {entries !== null && entries.length > 0 && (
        <ol className={css.entries}>
          {entries.map((entry) => (
            <AuditItem key={entry.push} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}
