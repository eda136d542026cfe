import type { PushState, RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { giveUpPush, resumePush, settleStep } from '../state/rechat';
import { showDialog } from '../state/notice';
import { timeWords } from '../history/words';
import css from './ReviewView.module.css';

/** A push that stands still: it is gone on with, decided or given up. */
export function Halted({ push, status }: { push: PushState; status: RechatStatus }) {
  const isIdle = status.busy === null;
  const isIn = status.sign_in.kind === 'signed_in';
  const undecided = push.steps.findIndex(({ state }) => state === 'undecided');
  if (push.halt === 'undecided' && undecided !== -1) {
    return (
      <>
        <p className={css.note}>
          Whether step {undecided + 1} took effect cannot be found out from here. Look at Rechat’s Lead Routing screen, then
          say what you see. Nothing more is sent until then.
        </p>
        <div className={css.actions}>
          <Button disabled={!isIdle} onClick={() => void settleStep(undecided, 'took_effect')}>
            It took effect
          </Button>
          <Button disabled={!isIdle} onClick={() => void settleStep(undecided, 'did_not')}>
            It did not: send it again
          </Button>
          <GiveUp isIdle={isIdle} />
        </div>
      </>
    );
  }
  return (
    <>
      <p className={css.note}>
        It began {timeWords(push.began_at)}, by {push.who}. Going on first looks at what Rechat has, then sends what is
        missing and nothing twice.
      </p>
      <div className={css.actions}>
        {isIn ? (
          <Button look="primary" disabled={!isIdle} onClick={() => void resumePush()}>
            Go on
          </Button>
        ) : (
          <Button look="primary" onClick={() => showDialog('connect-rechat')}>
            Sign in to go on…
          </Button>
        )}
        <GiveUp isIdle={isIdle} />
      </div>
    </>
  );
}

function GiveUp({ isIdle }: { isIdle: boolean }) {
  return (
    <Button
      look="danger"
      disabled={!isIdle}
      title="What was sent stays in Rechat; the rest stays a change of your draft"
      onClick={() => void giveUpPush()}
    >
      Give up the rest
    </Button>
  );
}
