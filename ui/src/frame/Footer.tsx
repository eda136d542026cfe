import { Standing } from '../rechat/Standing';
import { showDialog } from '../state/notice';
import { useApp } from '../state/store';
import css from './Footer.module.css';
import { changedWords, landing } from './words';

/** What holds at a glance: whether the samples land, how old the mirror is, whether Rechat can be reached. */
export function Footer() {
  const opened = useApp((state) => state.opened);
  const outcomes = useApp((state) => state.outcomes);
  if (!opened) return <footer className={css.footer} />;
  const words = landing(outcomes);
  const moved = changedWords(outcomes?.filter(({ changed }) => changed).length ?? 0, outcomes?.length ?? 0);
  return (
    <footer className={css.footer}>
      {words && (
        <span className={words.all ? css.good : css.warn}>
          <span className={css.dot} aria-hidden />
          {words.text}
        </span>
      )}
      {moved !== null && <span className={css.moved}>{moved}</span>}
      {opened.is_sample && (
        <span className={css.optional}>
          This is the sample brokerage.{' '}
          <button type="button" className={css.link} onClick={() => showDialog('open-book')}>
            Open your own book
          </button>
        </span>
      )}
      <span className={css.gap} />
      <Standing />
    </footer>
  );
}
