import type { Conflict, Side } from '../ipc';
import { classes } from '../parts/classes';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { chooseSide } from '../state/rechat';
import css from './ReviewView.module.css';
import { openConflicts } from './words';

/** What both sides changed: one of the two is chosen for each. */
export function Conflicts({ conflicts, isBusy }: { conflicts: readonly Conflict[]; isBusy: boolean }) {
  if (conflicts.length === 0) return null;
  const open = openConflicts({ conflicts: [...conflicts] });
  return (
    <section className={css.section} aria-label="Changed on both sides">
      <div className={css.head}>
        <h3 className={css.title}>Changed on both sides</h3>
        <span className={classes(css.count, open > 0 && css.warn)} role="status">
          {open === 0 ? 'all settled' : `${open} to choose`}
        </span>
      </div>
      <div className={css.card}>
        {conflicts.map((conflict) => (
          <Choice key={conflict.id} conflict={conflict} isBusy={isBusy} />
        ))}
      </div>
    </section>
  );
}

function Choice({ conflict, isBusy }: { conflict: Conflict; isBusy: boolean }) {
  const { about, mine, theirs } = conflict;
  return (
    <fieldset className={css.conflict} disabled={isBusy}>
      <legend>
        <Words of={sentence(about).replace(/\.$/u, '')} />
      </legend>
      <div className={css.sides}>
        <SideOption conflict={conflict} side="mine" title="Keep mine" words={mine} />
        <SideOption conflict={conflict} side="theirs" title="Take Rechat’s" words={theirs} />
      </div>
    </fieldset>
  );
}

function SideOption({ conflict: { id, chosen }, side, title, words }: { conflict: Conflict; side: Side; title: string; words: string }) {
  return (
    <label className={css.side} data-chosen={chosen === side}>
      <input
        type="radio"
        name={id}
        checked={chosen === side}
        onChange={() => void chooseSide(id, side)}
      />
      <span className={css.sideTitle}>{title}</span>
      <span className={css.sideWords}>
        <Words of={words} />
      </span>
    </label>
  );
}
