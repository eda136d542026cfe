import type { ChannelPlace, PlanLine } from '../ipc';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { byChannel } from './groups';
import css from './ReviewView.module.css';

interface Props {
  title: string;
  note: string;
  lines: readonly PlanLine[];
  places: readonly ChannelPlace[];
}

/** Changes in words, those of a channel together under its name. */
export function Changes({ title, note, lines, places }: Props) {
  if (lines.length === 0) return null;
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.head}>
        <h3 className={css.title}>{title}</h3>
        <span className={css.count}>{note}</span>
      </div>
      <div className={css.card}>
        {byChannel(lines, places).map(({ place, lines: some }, index) => (
          <div key={index} className={css.group}>
            {place !== null && (
              <h4 className={css.place}>
                <Words of={place} />
              </h4>
            )}
            <ul className={css.plainLines}>
              {some.map((line, at) => (
                <li key={at}>
                  <Words of={sentence(line.words)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
