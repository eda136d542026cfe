import type { RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { EmptyState, ErrorState, sentence } from '../parts/States';
import { Reading } from '../rechat/Reading';
import { openMirror, planAgain, pull } from '../state/rechat';
import { useApp } from '../state/store';

/** Why there is no plan to show, and what to do about it. */
export function NoPlan({ status }: { status: RechatStatus }) {
  const error = useApp((state) => state.rechat.reviewError);
  const { busy, push, elsewhere, pulled_at } = status;
  if (push || busy === 'pushing') {
    return (
      <EmptyState title={push?.halt ? 'A push is unfinished' : 'A push is under way'}>
        What is left to review is shown once it has ended.
      </EmptyState>
    );
  }
  if (elsewhere) return <Elsewhere status={status} />;
  if (pulled_at === null) {
    return (
      <EmptyState title="Nothing was pulled yet" actions={<Pull status={status} words="Pull the brokerage" />}>
        Rechat’s accounts, channels and rules come first; then what you change can be reviewed and pushed.
      </EmptyState>
    );
  }
  if (error) return <ErrorState error={error} actions={<Button onClick={() => void planAgain()}>Try again</Button>} />;
  return null;
}

function Elsewhere({ status }: { status: RechatStatus }) {
  const { elsewhere } = status;
  if (!elsewhere) return null;
  const { brokerage, words } = elsewhere;
  const act =
    elsewhere.kind === 'known' ? (
      <Button look="primary" disabled={status.busy !== null} onClick={() => void openMirror(elsewhere.file)}>
        Open {brokerage}
      </Button>
    ) : (
      <Pull status={status} words={`Pull ${brokerage}`} />
    );
  return (
    <EmptyState title={`Signed in for ${brokerage}`} actions={act}>
      {sentence(words)}
    </EmptyState>
  );
}

function Pull({ status: { busy }, words }: { status: RechatStatus; words: string }) {
  if (busy === 'pulling') return <Reading what="Pull from Rechat" />;
  return (
    <Button look="primary" disabled={busy !== null} onClick={() => void pull()}>
      {words}
    </Button>
  );
}
