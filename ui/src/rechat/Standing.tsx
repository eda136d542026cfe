import { timeWords } from '../history/words';
import type { RechatStatus } from '../ipc';
import { classes } from '../parts/classes';
import { showDialog, showView } from '../state/notice';
import { pull } from '../state/rechat';
import { useApp } from '../state/store';
import { Reading } from './Reading';
import css from './Rechat.module.css';
import { useNow } from './useNow';
import { ageWords, isOld, standing } from './words';

/** At the foot of the window: how old the mirror is, whether Rechat can be reached, and the pull. */
export function Standing() {
  const status = useApp((state) => state.rechat.status);
  if (!status) return null;
  return (
    <span className={css.standing}>
      <Age status={status} />
      <Place status={status} />
      <Act status={status} />
    </span>
  );
}

function Age({ status: { pulled_at: at } }: { status: RechatStatus }) {
  const now = useNow();
  const file = useApp((state) => state.opened?.file ?? '');
  if (at === null) {
    return (
      <span className={css.file} title={file}>
        Mirror <bdi>{file}</bdi>
      </span>
    );
  }
  return (
    <time dateTime={at} className={classes(isOld(at, now) && css.warn)} title={`${timeWords(at)}, into ${file}`}>
      Pulled {ageWords(at, now)}
    </time>
  );
}

function Place({ status }: { status: RechatStatus }) {
  const { tone, text, help } = standing(status);
  return (
    <span role="status" className={classes(css.place, css[tone])} title={help ?? undefined}>
      <span className={css.dot} aria-hidden />
      {text}
    </span>
  );
}

function Act({ status: { busy, push, sign_in, line, interrupted_pull } }: { status: RechatStatus }) {
  if (busy === 'pulling') return <Reading what="Pull from Rechat" />;
  if (busy === 'signing_in') return <Link words="Signing in…" run={() => showDialog('connect-rechat')} />;
  if (busy === 'pushing') return <Link words="Pushing…" run={() => showView('review')} />;
  if (push) return <Link words="A push is unfinished" run={() => showView('review')} />;
  if (sign_in.kind === 'ended') return <Link words="Sign in again" run={() => showDialog('connect-rechat')} />;
  if (sign_in.kind !== 'signed_in') return <Link words="Connect to Rechat" run={() => showDialog('connect-rechat')} />;
  const words = interrupted_pull ? 'Go on pulling' : line.kind === 'down' ? 'Try to pull' : 'Pull';
  return <Link words={words} disabled={busy !== null} run={() => void pull()} />;
}

function Link({ words, run, disabled = false }: { words: string; run: () => void; disabled?: boolean }) {
  return (
    <button type="button" className={css.link} disabled={disabled} onClick={run}>
      {words}
    </button>
  );
}
