import type { ReactNode } from 'react';
import type { Elsewhere, RechatStatus, TokenPlace } from '../ipc';
import { Button } from '../parts/Button';
import { sentence } from '../parts/States';
import { openMirror, pull } from '../state/rechat';
import { Reading } from './Reading';
import css from './Rechat.module.css';
import { useNow } from './useNow';
import { ageWords } from './words';

interface Props {
  status: RechatStatus;
  who: string | null;
  brokerage: string;
  onClose: () => void;
  /** Ends the connection. */
  children: ReactNode;
}

/** Signed in: for whom, where the tokens are, and what comes next. */
export function Connected({ status, who, brokerage, onClose, children }: Props) {
  const now = useNow();
  const { pulled_at, elsewhere, busy, settings, tokens } = status;
  return (
    <div className={css.form}>
      <dl className={css.facts}>
        <dt>Brokerage</dt>
        <dd>{brokerage}</dd>
        {who !== null && (
          <>
            <dt>Signed in as</dt>
            <dd>{who}</dd>
          </>
        )}
        <dt>API</dt>
        <dd>{settings.api}</dd>
        <dt>Sign-in kept</dt>
        <dd>{tokenWords(tokens)}</dd>
        <dt>Last pull</dt>
        <dd>{pulled_at === null ? 'none yet' : ageWords(pulled_at, now)}</dd>
      </dl>
      {elsewhere && <p className={css.words}>{sentence(elsewhere.words)}</p>}
      <div className={css.actions}>
        {children}
        {busy === 'pulling' ? (
          <Reading what="Pull from Rechat" />
        ) : (
          <Next elsewhere={elsewhere} isFirst={pulled_at === null} isBusy={busy !== null} onClose={onClose} />
        )}
      </div>
    </div>
  );
}

interface NextProps {
  elsewhere: Elsewhere | null;
  isFirst: boolean;
  isBusy: boolean;
  onClose: () => void;
}

function Next({ elsewhere, isFirst, isBusy, onClose }: NextProps) {
  if (elsewhere?.kind === 'known') {
    const { file, brokerage } = elsewhere;
    const open = () => {
      onClose();
      void openMirror(file);
    };
    return (
      <Button look="primary" disabled={isBusy} onClick={open}>
        Open {brokerage}
      </Button>
    );
  }
  return (
    <Button look="primary" disabled={isBusy} onClick={() => void pull()}>
      {isFirst || elsewhere ? 'Pull the brokerage' : 'Pull'}
    </Button>
  );
}

function tokenWords(tokens: TokenPlace): string {
  switch (tokens.kind) {
    case 'key_store':
      return 'in this computer’s key store';
    case 'this_session':
      return `until you close Switchyard: ${tokens.why}`;
    case 'unknown':
      return 'not yet';
  }
}
