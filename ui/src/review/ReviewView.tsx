import { useEffect } from 'react';
import { Button } from '../parts/Button';
import { EmptyState } from '../parts/States';
import { showDialog } from '../state/notice';
import { isSignedIn, planAgain, review } from '../state/rechat';
import { useApp } from '../state/store';
import { Audit } from './Audit';
import { Plan } from './Plan';
import { PushPanel } from './PushPanel';
import './print.css';
import css from './ReviewView.module.css';
import { SendPanel } from './SendPanel';
import { useTyped } from './useTyped';

/** What a push would send, what it meets there, and the push itself. */
export function ReviewView() {
  const status = useApp((state) => state.rechat.status);
  const isOver = useApp((state) => state.rechat.pushed !== null);
  const made = useApp((state) => state.rechat.review);
  const { typed, type, forget } = useTyped();
  useReview();
  if (!status) return <main className={css.alone} />;
  if (status.pulled_at === null && status.sign_in.kind !== 'signed_in') return <NotConnected />;
  const isPushing = status.push !== null || status.busy === 'pushing';
  return (
    <main className={css.view}>
      <section className={css.plan} aria-label="Plan" data-column="plan">
        <Plan status={status} typed={typed} onType={type} />
      </section>
      <section className={css.send} aria-label="Push" data-column="push">
        {(isPushing || isOver) && <PushPanel status={status} />}
        {!isPushing && made && !(isOver && made.empty) && (
          <SendPanel status={status} review={made} typed={typed} onSent={forget} />
        )}
        <Audit />
      </section>
    </main>
  );
}

/** What was read longer ago is read afresh, unasked. */
const FRESH = 2 * 60_000;

/** Has a review at hand: over what was read last at once, then over Rechat as it is now. */
function useReview(): void {
  const revision = useApp((state) => state.edits.revision);
  const isIn = useApp((state) => isSignedIn(state.rechat.status));
  const isIdle = useApp(({ rechat: { status } }) => status !== null && status.busy === null && status.push === null);
  const pulledAt = useApp(({ rechat: { status } }) => status?.pulled_at ?? null);
  const isHere = useApp(({ rechat: { status } }) => status?.elsewhere === null);
  const isMissing = useApp(({ rechat: { review: made, reviewError } }) => made === null && reviewError === null);
  const canAsk = isIdle && isHere && pulledAt !== null;
  useEffect(() => {
    if (!canAsk) return;
    void planAgain().then((made) => {
      const isFresh = made !== null && Date.now() - Date.parse(made.fetched_at) < FRESH;
      // What failed is not tried again unasked.
      if (isIn && !isFresh && useApp.getState().rechat.readError === null) void review();
    });
  }, [canAsk, isIn, isMissing, revision, pulledAt]);
}

function NotConnected() {
  return (
    <main className={css.alone}>
      <EmptyState
        title="Not connected to Rechat"
        actions={
          <Button look="primary" onClick={() => showDialog('connect-rechat')}>
            Connect to Rechat…
          </Button>
        }
      >
        <p>
          Connect to pull your brokerage’s accounts, channels and rules, and to push what you change here once you have
          reviewed it.
        </p>
        <p>Until then everything else works, on this computer alone.</p>
      </EmptyState>
    </main>
  );
}
