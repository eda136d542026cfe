import { useEffect, useId, useState } from 'react';
import { type AppError, type Comparison, toAppError, type Version } from '../ipc';
import { ErrorState, sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { compareVersions } from '../state/history';
import { useApp } from '../state/store';
import css from './HistoryView.module.css';
import { differenceWords, type Pair, type Side, timeWords, versionName } from './words';

interface Props {
  pair: Pair;
  versions: readonly Version[];
  onPair: (pair: Pair) => void;
}

/** What makes the second of two versions out of the first, in words. */
export function Difference({ pair, versions, onPair }: Props) {
  const { old, now } = pair;
  const revision = useApp((state) => state.edits.revision);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let newest = true;
    compareVersions(old, now).then(
      (answer) => {
        if (!newest) return;
        setComparison(answer);
        setError(null);
      },
      (cause: unknown) => newest && setError(toAppError(cause)),
    );
    return () => {
      newest = false;
    };
  }, [old, now, revision]);
  return (
    <>
      <div className={css.pair}>
        <SideField label="From" side={old} versions={versions} onSide={(side) => onPair({ old: side, now })} />
        <SideField label="To" side={now} versions={versions} onSide={(side) => onPair({ old, now: side })} />
      </div>
      {error && <ErrorState error={error} />}
      {!error && comparison && (
        <>
          <div role="status">
            <h2 className={css.count}>{differenceWords(comparison)}</h2>
          </div>
          {comparison.changes.length === 0 && (
            <p className={css.when}>Both hold the same accounts, channels and rules.</p>
          )}
          <ul className={css.changes}>
            {comparison.changes.map((change, index) => (
              <li key={index}>
                <Words of={sentence(change.words)} />
              </li>
            ))}
          </ul>
          {comparison.more > 0 && <p className={css.when}>And {comparison.more.toLocaleString('en-US')} more.</p>}
        </>
      )}
    </>
  );
}

interface SideProps {
  label: string;
  side: Side;
  versions: readonly Version[];
  onSide: (side: Side) => void;
}

function SideField({ label, side, versions, onSide }: SideProps) {
  const id = useId();
  const shown = versions.find((version) => version.id === side);
  return (
    <span className={css.side}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={css.select}
        title={shown && versionName(shown)}
        value={side ?? 'draft'}
        onChange={({ target }) => onSide(target.value === 'draft' ? null : Number(target.value))}
      >
        <option value="draft">The draft now</option>
        {versions.map((version) => (
          <option key={version.id} value={version.id}>
            {versionName(version)} ({timeWords(version.at)})
          </option>
        ))}
      </select>
    </span>
  );
}
