import type { PlanLine } from '../ipc';
import { sentence } from '../parts/States';
import { byChannel } from './groups';
import css from './ReviewView.module.css';

/** Changes in words, those of a channel together. */
export function Changes({ title, note, lines }: { title: string; note: string; lines: readonly PlanLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.head}>
        <h3 className={css.title}>{title}</h3>
        <span className={css.count}>{note}</span>
      </div>
      <div className={css.card}>
        {byChannel(lines).map((group, index) => (
          <ul key={index} className={css.lines}>
            {group.map((line, place) => (
              <li key={place}>{sentence(line.words)}</li>
            ))}
          </ul>
        ))}
      </div>
    </section>
  );
}
