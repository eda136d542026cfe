import { useEffect, useState } from 'react';
import { type AppError, type ConnectSource, toAppError } from '../../ipc';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { ErrorState } from '../../parts/States';
import { readConnection } from '../../state/connect';
import { nameOf } from '../channels/acts';
import css from './ConnectDialog.module.css';
import { Copy } from './Copy';
import { Snippets } from './Snippets';
import { shownText } from './shown';

/** How a website's form is connected to a channel. */
export function ConnectDialog({ channel, onClose }: { channel: string; onClose: () => void }) {
  const [connection, setConnection] = useState<ConnectSource | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    readConnection(channel).then(setConnection, (cause: unknown) => setError(toAppError(cause)));
  }, [channel]);
  return (
    <Dialog title={`Connect a source to ${nameOf(channel)}`} wide onClose={onClose}>
      <div className={css.body}>
        <p className={css.advice}>
          Give every form on the website a channel of its own: one for listing inquiries, one for general contact, one
          for the newsletter. Each then has its own rules, and it can be told which form a lead came from.
        </p>
        {error && <ErrorState error={error} />}
        {connection && <Connection connection={connection} />}
      </div>
    </Dialog>
  );
}

function Connection({ connection }: { connection: ConnectSource }) {
  const [revealed, setRevealed] = useState(false);
  const { id, capture_url: url } = connection;
  return (
    <>
      <dl className={css.facts}>
        <dt>Channel id</dt>
        <dd>
          <code className={css.code}>{shownText(id, connection, revealed)}</code>
          <Button look="quiet" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
            {revealed ? 'Mask' : 'Show'}
          </Button>
          <Copy what="the channel id" text={id} />
        </dd>
        <dt>Capture URL</dt>
        <dd>
          <code className={css.code}>{shownText(url, connection, revealed)}</code>
          <Copy what="the capture URL" text={url} />
        </dd>
      </dl>
      <p className={css.secret}>The id is a secret: whoever has it can send leads to the channel.</p>
      <Snippets snippets={connection.snippets} revealed={revealed} />
    </>
  );
}
