import type { AppError, RechatStatus, Review } from '../ipc';
import { Button } from '../parts/Button';
import { classes } from '../parts/classes';
import { sentence } from '../parts/States';
import { Reading } from '../rechat/Reading';
import { useNow } from '../rechat/useNow';
import { ageWords } from '../rechat/words';
import { review } from '../state/rechat';
import { useApp } from '../state/store';
import { Changes } from './Changes';
import { Conflicts } from './Conflicts';
import { Deletions } from './Deletions';
import { NoPlan } from './NoPlan';
import css from './ReviewView.module.css';
import { Samples } from './Samples';
import { Sheet } from './Sheet';
import { headline, type Typed } from './words';

interface Props {
  status: RechatStatus;
  typed: Typed;
  onType: (channel: string, text: string) => void;
}

/** What a push would do, with what has to be decided first. */
export function Plan({ status, typed, onType }: Props) {
  const made = useApp((state) => state.rechat.review);
  const readError = useApp((state) => state.rechat.readError);
  const pushError = useApp((state) => state.rechat.pushError);
  if (!made) return <NoPlan status={status} />;
  const isBusy = status.busy !== null || status.push !== null;
  return (
    <>
      <div>
        <Head review={made} status={status} />
        {!isBusy && readError && <Failure error={readError} />}
        {!isBusy && pushError && <Failure error={pushError} />}
      </div>
      <Conflicts conflicts={made.conflicts} isBusy={isBusy} />
      <Deletions deletions={made.deletions} typed={typed} onType={onType} />
      {made.sheet ? (
        <Sheet sheet={made.sheet} isBusy={isBusy} />
      ) : (
        <Changes title="Your changes" note="What a push changes in Rechat." lines={made.mine} places={made.places} />
      )}
      <Changes
        title="Changed by others"
        note="In Rechat, since the last pull. A push leaves it as it is."
        lines={made.theirs}
        places={made.places}
      />
      <Samples samples={made.samples} isKnown={made.sheet === null} />
    </>
  );
}

function Head({ review: made, status }: { review: Review; status: RechatStatus }) {
  const now = useNow();
  const isIn = status.sign_in.kind === 'signed_in';
  return (
    <div className={css.head}>
      <h2 className={css.headline} role="status">
        {headline(made)}
      </h2>
      {status.busy === 'reviewing' ? (
        <Reading what="Read Rechat for the review" />
      ) : (
        <p className={css.count}>
          against Rechat as it was {ageWords(made.fetched_at, now)}{' '}
          {isIn && (
            <Button look="quiet" className={css.again} disabled={status.busy !== null} onClick={() => void review()}>
              Read again
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** That Rechat cannot be reached is a state; anything else is an error. */
function Failure({ error }: { error: AppError }) {
  if (error.code === 'stopped') return null;
  if (error.code === 'stale_plan') {
    return (
      <p role="status" className={classes(css.note, css.warn)}>
        {sentence(error.message)} Nothing was sent; this is the review made anew.
      </p>
    );
  }
  if (error.code === 'offline') {
    return (
      <p role="status" className={css.note}>
        Rechat cannot be reached just now. Go on as ever: what you change is safe in the mirror, and is pushed once Rechat
        answers.
      </p>
    );
  }
  return (
    <p role="alert" className={css.failure}>
      {sentence(error.message)} {error.help !== null && sentence(error.help)}
    </p>
  );
}
