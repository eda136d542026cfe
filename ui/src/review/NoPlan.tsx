import { count } from '../frame/words';
import type { AppError, RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { EmptyState, ErrorState, sentence } from '../parts/States';
import { Reading } from '../rechat/Reading';
import { showDialog } from '../state/notice';
import { openMirror, pull, review } from '../state/rechat';
import { useApp } from '../state/store';

/** Why there is no plan to show, and what to do about it. */
export function NoPlan({ status }: { status: RechatStatus }) {
  const error = useApp((state) => state.rechat.reviewError);
  const { busy, push, sign_in, elsewhere, pulled_at, my_changes } = status;
  if (busy === 'reviewing') {
    return (
      <EmptyState title="Reading Rechat, to compare your draft with it">
        <Reading what="Read Rechat for the review" />
      </EmptyState>
    );
  }
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
      <EmptyState
        title="Nothing was pulled yet"
        actions={busy === 'pulling' ? <Reading what="Pull from Rechat" /> : <Button look="primary" onClick={() => void pull()}>Pull the brokerage</Button>}
      >
        Rechat’s accounts, channels and rules come first; then what you change can be reviewed and pushed.
      </EmptyState>
    );
  }
  const mine = safeWords(my_changes);
  if (sign_in.kind !== 'signed_in') {
    return (
      <EmptyState
        title="Sign in to review and push"
        actions={<Button look="primary" onClick={() => showDialog('connect-rechat')}>Sign in…</Button>}
      >
        {mine}
      </EmptyState>
    );
  }
  if (error) return <Failure error={error} mine={mine} />;
  return <EmptyState title="Rechat was not read yet" actions={<Button look="primary" onClick={() => void review()}>Review</Button>} />;
}

function Elsewhere({ status: { elsewhere, busy } }: { status: RechatStatus }) {
  if (!elsewhere) return null;
  const act =
    elsewhere.kind === 'known' ? (
      <Button look="primary" onClick={() => void openMirror(elsewhere.file)}>
        Open {elsewhere.brokerage}
      </Button>
    ) : (
      <Button look="primary" onClick={() => void pull()}>
        Pull {elsewhere.brokerage}
      </Button>
    );
  return (
    <EmptyState title={`Signed in for ${elsewhere.brokerage}`} actions={busy === 'pulling' ? <Reading what="Pull from Rechat" /> : act}>
      {sentence(elsewhere.words)}
    </EmptyState>
  );
}

/** That Rechat cannot be reached is a state; anything else is an error. */
function Failure({ error, mine }: { error: AppError; mine: string }) {
  const again = (words: string) => <Button onClick={() => void review()}>{words}</Button>;
  switch (error.code) {
    case 'offline':
      return (
        <EmptyState title="Offline" actions={again('Try again')}>
          <p>{mine}</p>
          <p>{sentence(error.message)}</p>
        </EmptyState>
      );
    case 'stopped':
      return (
        <EmptyState title="Stopped before Rechat was read" actions={again('Review')}>
          {mine}
        </EmptyState>
      );
    default:
      return <ErrorState error={error} actions={again('Try again')} />;
  }
}

function safeWords(changes: number | null): string {
  if (changes === null || changes === 0) return 'Your draft says what Rechat said at the last pull.';
  return `${count(changes, 'change', 'changes')} since the last pull: safe in the mirror, to be pushed once Rechat answers.`;
}
