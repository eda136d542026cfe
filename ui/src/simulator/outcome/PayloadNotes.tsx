import type { ReactNode } from 'react';
import type { Problem } from '../../ipc';
import { sentence } from '../../parts/States';
import css from './outcome.module.css';

interface Props {
  problems: readonly Problem[];
  ignored: readonly string[];
  onPlace: (place: string) => void;
}

/** What the payload says that nothing could read. It fails no lead, so it is told calmly. */
export function PayloadNotes({ problems, ignored, onPlace }: Props) {
  const told = new Set(
    problems.filter(({ code }) => code === 'ignored_key').map(({ place }) => lastKey(place)),
  );
  const silent = ignored.filter((path) => !told.has(lastKey(path)));
  if (problems.length === 0 && silent.length === 0) return null;
  return (
    <section className={css.notes} aria-label="About the payload">
      <h3 className={css.whyTitle}>About the payload</h3>
      <ul className={css.problems}>
        {problems.map(({ code, place, message, help }, index) => (
          <li key={`${code} ${place} ${index}`} className={css.problem}>
            <p>{sentence(message)}</p>
            {help !== null && <p className={css.help}>{withCode(sentence(help))}</p>}
            {place.startsWith('payload') && (
              <button
                type="button"
                className={css.place}
                title="Show it in the JSON"
                onClick={() => onPlace(place)}
              >
                {place}
              </button>
            )}
          </li>
        ))}
        {silent.length > 0 && (
          <li className={css.problem}>
            <p>Nothing reads {silent.length === 1 ? 'this key' : 'these keys'}; no lead fails for it.</p>
            <p className={css.keys}>
              {silent.map((path) => (
                <button
                  key={path}
                  type="button"
                  className={css.place}
                  title="Show it in the JSON"
                  onClick={() => onPlace(`payload.${path}`)}
                >
                  {path}
                </button>
              ))}
            </p>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The engine sets keys in backticks. */
function withCode(text: string): ReactNode[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

function lastKey(path: string): string {
  return path.split('.').at(-1) ?? path;
}
