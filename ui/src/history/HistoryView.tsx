import { useEffect, useState } from 'react';
import { type AppError, toAppError, type Version } from '../ipc';
import { Button } from '../parts/Button';
import { EmptyState, ErrorState } from '../parts/States';
import { readVersions } from '../state/history';
import { useApp } from '../state/store';
import { Difference } from './Difference';
import css from './HistoryView.module.css';
import { SaveVersion } from './SaveVersion';
import { VersionItem } from './VersionItem';
import { firstPair, type Pair } from './words';

/** Every version of the draft, and what makes one out of another. */
export function HistoryView() {
  const revision = useApp((state) => state.edits.revision);
  const [asked, setAsked] = useState(0);
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [chosen, setChosen] = useState<Pair | null>(null);
  useEffect(() => {
    let newest = true;
    readVersions().then(
      (read) => {
        if (!newest) return;
        setVersions(read);
        setError(null);
      },
      (cause: unknown) => newest && setError(toAppError(cause)),
    );
    return () => {
      newest = false;
    };
  }, [revision, asked]);
  const again = () => setAsked((times) => times + 1);
  if (error) {
    return (
      <main className={css.alone}>
        <ErrorState error={error} actions={<Button onClick={again}>Try again</Button>} />
      </main>
    );
  }
  if (!versions) return <main className={css.alone} />;
  const pair = chosen ?? firstPair(versions);
  return (
    <main className={css.view}>
      <section className={css.versions} aria-label="Versions" data-column="versions">
        <SaveVersion onSaved={again} />
        {versions.length === 0 && (
          <EmptyState title="No versions yet">
            Each import, pull and push keeps one. Save one yourself before a change you may want to take back as a whole.
          </EmptyState>
        )}
        <ol className={css.list}>
          {versions.map((version) => (
            <VersionItem key={version.id} version={version} versions={versions} pair={pair} onCompare={setChosen} />
          ))}
        </ol>
      </section>
      <section className={css.difference} aria-label="Differences" data-column="difference">
        {pair && <Difference pair={pair} versions={versions} onPair={setChosen} />}
      </section>
    </main>
  );
}
