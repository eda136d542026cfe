import { useDroppable } from '@dnd-kit/core';
import type { MouseEvent } from 'react';
import { useDrag } from '../builder/useDrag';
import { count } from '../frame/words';
import type { ChannelTab } from '../ipc';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { showChannel } from '../state/show';
import { nameChannel } from './channels/naming';
import css from './Tabs.module.css';
import { tabId } from './tabs';
import { channelName } from './words';

interface Props {
  channel: ChannelTab;
  shown: boolean;
  panel: string;
  onMenu: (event: MouseEvent) => void;
}

export function Tab({ channel, shown, panel, onMenu }: Props) {
  const { setNodeRef } = useDroppable({ id: `tab ${channel.id}`, data: { spot: { kind: 'tab', channel: channel.id } } });
  const aimed = useDrag(({ landing }) => landing?.kind === 'tab' && landing.channel === channel.id);
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-aimed={aimed}
      role="tab"
      id={tabId(channel.id)}
      aria-selected={shown}
      aria-controls={panel}
      tabIndex={shown ? 0 : -1}
      data-channel={channel.id}
      data-entry={shown ? '' : undefined}
      className={css.tab}
      title={channelName(channel)}
      onClick={() => void showChannel(channel.id)}
      onDoubleClick={() => nameChannel({ of: 'present', channel: channel.id })}
      onContextMenu={onMenu}
    >
      <bdi className={classes(css.name, channel.name === null && css.unnamed)}>{channelName(channel)}</bdi>
      {channel.is_default && <Badge>default</Badge>}
      <span className={css.rules}>
        {shown ? count(channel.rules, 'rule', 'rules') : channel.rules}
        {!shown && <span className="said"> rules</span>}
      </span>
    </button>
  );
}
