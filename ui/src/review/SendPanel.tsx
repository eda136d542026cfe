import { count } from '../frame/words';
import type { RechatStatus, Review } from '../ipc';
import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { showDialog } from '../state/notice';
import { push } from '../state/rechat';
import css from './ReviewView.module.css';
import { SheetPanel } from './SheetPanel';
import { blockers, samplesWords, type Typed } from './words';

interface Props {
  status: RechatStatus;
  review: Review;
  typed: Typed;
  onSent: () => void;
}

/** What is about to be sent, what is still to be done for it, and the button that sends it. */
export function SendPanel({ status, review, typed, onSent }: Props) {
  if (review.sheet) return <SheetPanel sheet={review.sheet} status={status} open={blockers({ ...review, deletions: [] }, typed)} />;
  const { mine, conflicts, theirs, samples, deletions } = review;
  if (review.empty) {
    return (
      <div className={css.panel}>
        <h3 className={css.title}>Push</h3>
        <p className={css.note}>
          {theirs.length === 0
            ? 'Rechat says what the draft says.'
            : 'You changed nothing that Rechat does not have. Pull to take in what others changed.'}
        </p>
      </div>
    );
  }
  const open = blockers(review, typed);
  const isOff = status.sign_in.kind !== 'signed_in';
  const send = () => {
    const confirmed = deletions.map(({ channel }) => ({ channel, typed: typed[channel]?.trim() ?? '' }));
    onSent();
    void push(review, confirmed);
  };
  return (
    <div className={css.panel}>
      <h3 className={css.title}>Push to Rechat</h3>
      <ul className={css.checks}>
        <Check isDone words={mine.length === 0 ? 'Nothing of yours is left to send' : `${count(mine.length, 'change', 'changes')} to send`} />
        {conflicts.length > 0 && open.length === 0 && <Check isDone words="Every conflict is settled" />}
        {open.map((words) => (
          <Check key={words} words={words} />
        ))}
        {samples.length > 0 && <Check isDone words={samplesWords(samples)} />}
        {theirs.length > 0 && <Check isDone words={`${count(theirs.length, 'change', 'changes')} by others stay as they are`} />}
      </ul>
      <div className={css.actions}>
        {isOff ? (
          <Button look="primary" onClick={() => showDialog('connect-rechat')}>
            Sign in to push…
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={open.length > 0 || status.busy !== null}
            aria-describedby="push-words"
            onClick={send}
          >
            {mine.length === 0 ? 'Settle' : `Push ${count(mine.length, 'change', 'changes')}`}
          </Button>
        )}
      </div>
      <p id="push-words" className={css.quiet}>
        Rechat is read once more first. If anything there has changed since, nothing is sent and the review is made anew.
      </p>
    </div>
  );
}

export function Check({ words, isDone = false }: { words: string; isDone?: boolean }) {
  return (
    <li data-done={isDone}>
      <span className={css.mark}>{isDone ? <Sign of="check" /> : <span className={css.open} aria-hidden />}</span>
      <span>
        {!isDone && <span className="said">To do: </span>}
        {words}
      </span>
    </li>
  );
}
