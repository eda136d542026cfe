import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import type { ChannelTab } from '../ipc';
import { IconButton } from '../parts/Button';
import { Sign } from '../parts/icons';
import { showDialog } from '../state/notice';
import { showChannel } from '../state/show';
import { duplicateChannel } from './channels/acts';
import { ChannelMenu } from './channels/ChannelMenu';
import { ChannelName } from './channels/ChannelName';
import { nameChannel, useNaming } from './channels/naming';
import { Tab } from './Tab';
import css from './Tabs.module.css';
import { channelCommand, tabAfter } from './tabs';

interface Props {
  account: string;
  channels: readonly ChannelTab[];
  shown: string | null;
  panel: string;
}

export function Tabs({ account, channels, shown, panel }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const naming = useNaming((state) => state.naming);
  const present = channels.find(({ id }) => id === shown);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  const onKeyDown = (event: KeyboardEvent) => {
    // The tab under the keyboard: the one before may still be on show.
    const on = event.target instanceof HTMLElement ? event.target.dataset.channel : undefined;
    const here = channels.findIndex(({ id }) => id === on);
    if (on === undefined || here === -1) return;
    const command = channelCommand(event);
    const to = tabAfter(event.key, here, channels.length);
    const channel = to === null ? undefined : channels[to];
    if (command === 'rename') nameChannel({ of: 'present', channel: on });
    else if (command === 'duplicate') void duplicateChannel(on);
    else if (command === 'delete') showDialog({ of: 'delete-channel', channel: on });
    else if (to !== null && channel) {
      list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
      void showChannel(channel.id);
    } else return;
    event.preventDefault();
  };
  const onMenu = async (event: MouseEvent, channel: string) => {
    event.preventDefault();
    await showChannel(channel);
    requestAnimationFrame(() => bar.current?.querySelector<HTMLElement>('[data-menu]')?.click());
  };
  // The empty board offers the first channel in words.
  if (channels.length === 0 && naming?.of !== 'new') return null;
  return (
    <div ref={bar} className={css.bar}>
      {channels.length > 0 && (
        <div ref={list} role="tablist" aria-label="Channels" tabIndex={-1} className={css.tabs} onKeyDown={onKeyDown}>
          {channels.map((channel) =>
            naming?.of === 'present' && naming.channel === channel.id ? (
              <ChannelName
                key={channel.id}
                account={account}
                present={{ id: channel.id, name: channel.name ?? '' }}
              />
            ) : (
              <Tab
                key={channel.id}
                channel={channel}
                shown={channel.id === shown}
                panel={panel}
                onMenu={(event) => void onMenu(event, channel.id)}
              />
            ),
          )}
        </div>
      )}
      <div className={css.acts}>
        {naming?.of === 'new' ? (
          <ChannelName account={account} present={null} />
        ) : (
          <IconButton label="New channel" onClick={() => nameChannel({ of: 'new' })}>
            <Sign of="plus" />
          </IconButton>
        )}
        {present && <ChannelMenu channel={present} />}
      </div>
    </div>
  );
}
