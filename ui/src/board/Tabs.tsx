import { type KeyboardEvent, useEffect, useRef } from 'react';
import { count } from '../frame/words';
import type { ChannelTab } from '../ipc';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { showChannel } from '../state/show';
import css from './Tabs.module.css';
import { tabAfter } from './tabs';
import { channelName } from './words';

interface Props {
  channels: readonly ChannelTab[];
  shown: string | null;
  panel: string;
}

export function Tabs({ channels, shown, panel }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  const onKeyDown = (event: KeyboardEvent) => {
    const here = channels.findIndex((channel) => channel.id === shown);
    const to = tabAfter(event.key, here, channels.length);
    const channel = to === null ? undefined : channels[to];
    if (to === null || !channel) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
    void showChannel(channel.id);
  };
  return (
    <div ref={list} role="tablist" aria-label="Channels" tabIndex={-1} className={css.tabs} onKeyDown={onKeyDown}>
      {channels.map((channel) => (
        <button
          key={channel.id}
          type="button"
          role="tab"
          id={tabId(channel.id)}
          aria-selected={channel.id === shown}
          aria-controls={panel}
          tabIndex={channel.id === shown ? 0 : -1}
          data-channel={channel.id}
          data-entry={channel.id === shown ? '' : undefined}
          className={css.tab}
          onClick={() => void showChannel(channel.id)}
        >
          <bdi className={classes(css.name, channel.name === null && css.unnamed)}>{channelName(channel)}</bdi>
          {channel.is_default && <Badge>default</Badge>}
          <span className={css.rules}>
            {channel.id === shown ? count(channel.rules, 'rule', 'rules') : channel.rules}
            {channel.id !== shown && <span className="said"> rules</span>}
          </span>
        </button>
      ))}
    </div>
  );
}

export function tabId(channel: string): string {
  return `channel-${channel}`;
}
