import type { RechatStatus, Review } from '../ipc';
import { Button } from '../parts/Button';
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
  const error = useApp((state) => state.rechat.pushError);
  if (!made) return <NoPlan status={status} />;
  const isBusy = status.busy !== null || status.push !== null;
  return (
    <>
      <Head review={made} status={status} />
      {error && (
        <p role="alert" className={css.failure}>
          {sentence(error.message)} {error.help !== null && sentence(error.help)}
        </p>
      )}
      <Conflicts conflicts={made.conflicts} isBusy={isBusy} />
      <Deletions deletions={made.deletions} typed={typed} onType={onType} />
      {made.sheet ? (
        <Sheet sheet={made.sheet} isBusy={isBusy} />
      ) : (
        <Changes title="Your changes" note="What a push changes in Rechat." lines={made.mine} />
      )}
      <Changes title="Changed by others" note="In Rechat, since the last pull. A push leaves it as it is." lines={made.theirs} />
      <Samples samples={made.samples} />
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
          <Button look="quiet" className={css.again} disabled={!isIn || status.busy !== null} onClick={() => void review()}>
            Read again
          </Button>
        </p>
      )}
    </div>
  );
}
