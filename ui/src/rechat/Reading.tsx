import { Button } from '../parts/Button';
import { stopRechat } from '../state/rechat';
import { useApp } from '../state/store';
import css from './Rechat.module.css';
import { readingWords } from './words';

/** How far the reading of Rechat has come, with a way to end it. */
export function Reading({ what }: { what: string }) {
  const progress = useApp((state) => state.rechat.reading);
  const words = readingWords(progress);
  const total = progress?.total ?? 0;
  return (
    <div className={css.reading}>
      <progress
        className={css.bar}
        aria-label={what}
        aria-valuetext={words}
        {...(total === 0 ? {} : { max: total, value: progress?.done ?? 0 })}
      />
      <span className={css.far}>{words}</span>
      <Button look="quiet" onClick={() => void stopRechat()}>
        Stop
      </Button>
    </div>
  );
}
