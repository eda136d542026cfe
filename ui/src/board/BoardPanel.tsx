import { Button } from '../parts/Button';
import { EmptyState, ErrorState } from '../parts/States';
import { showAccount } from '../state/show';
import { shownChannel, useApp } from '../state/store';
import { AccountHead } from './AccountHead';
import css from './BoardPanel.module.css';
import { ChannelView } from './ChannelView';
import { nameChannel } from './channels/naming';
import { Tabs } from './Tabs';
import { tabId } from './tabs';

const PANEL = 'rules';

/** The middle column: the selected account and one of its channels. */
export function BoardPanel() {
  const board = useApp((state) => state.board);
  const error = useApp((state) => state.boardError);
  const account = useApp((state) => state.account);
  const channel = useApp(shownChannel);
  if (error) {
    return (
      <div className={css.board}>
        <ErrorState
          error={error}
          actions={account !== null && <Button onClick={() => void showAccount(account)}>Try again</Button>}
        />
      </div>
    );
  }
  if (!board) return null;
  return (
    <div className={css.board}>
      <AccountHead account={board.account} channel={channel?.id ?? null} />
      <Tabs
        key={board.account.id}
        account={board.account.id}
        channels={board.channels}
        shown={channel?.id ?? null}
        panel={PANEL}
      />
      {board.channels.length === 0 && <NoChannels name={board.account.name} above={board.account.path.at(-1)} />}
      {channel && (
        <div
          key={channel.id}
          id={PANEL}
          role="tabpanel"
          aria-labelledby={tabId(channel.id)}
          className={css.channel}
          tabIndex={-1}
        >
          <ChannelView board={channel} />
        </div>
      )}
    </div>
  );
}

function NoChannels({ name, above }: { name: string; above: { id: string; name: string } | undefined }) {
  return (
    <div className={css.none} data-no-channels>
      <EmptyState
        title={`${name} has no channels of its own`}
        actions={
          <>
            <Button onClick={() => nameChannel({ of: 'new' })}>New channel</Button>
            {above && <Button onClick={() => void showAccount(above.id)}>Show {above.name}</Button>}
          </>
        }
      >
        Leads reach it through the channels of the accounts above.
      </EmptyState>
    </div>
  );
}
