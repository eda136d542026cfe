import { channelName } from '../../board/words';
import { Button } from '../../parts/Button';
import { showChannel } from '../../state/show';
import { shownChannel, useApp } from '../../state/store';
import { change } from '../leads';
import css from './lead.module.css';

/** Where the lead is sent, and a way out when the board shows something else. */
export function ChannelRow() {
  const channel = useApp((state) => state.lead?.channel ?? null);
  const target = useApp((state) => (channel === null ? undefined : state.channels[channel]?.board));
  const shown = useApp(shownChannel);
  const isGone = useApp((state) => state.leadError?.code === 'not_found');
  if (channel === null) return null;
  const isElsewhere = shown !== null && shown.id !== channel;
  return (
    <div className={css.channel} data-elsewhere={isElsewhere}>
      <p className={css.channelWords}>
        Sent to{' '}
        <b>{target ? channelName(target) : isGone ? 'a channel that is gone' : 'another channel'}</b>
        {isElsewhere && (
          <>
            ; the board shows <b>{channelName(shown)}</b>
          </>
        )}
      </p>
      {isElsewhere && (
        <span className={css.channelActions}>
          {!isGone && (
            <Button look="quiet" onClick={() => void showChannel(channel)}>
              Show its channel
            </Button>
          )}
          <Button onClick={() => void change({ channel: shown.id })}>Send to the board’s channel</Button>
        </span>
      )}
    </div>
  );
}
