import type { ChannelTab } from '../../ipc';
import { Sign } from '../../parts/icons';
import { Menu } from '../../parts/Menu';
import { showDialog } from '../../state/notice';
import { channelName } from '../words';
import { duplicateChannel, makeDefault } from './acts';
import { nameChannel } from './naming';

/** What can be done with the channel on show as a whole; a tab's context menu opens it too. */
export function ChannelMenu({ channel }: { channel: ChannelTab }) {
  const { id } = channel;
  return (
    <Menu
      label={`Actions for the channel “${channelName(channel)}”`}
      icon={<Sign of="more" />}
      items={[
        { label: 'Rename', keys: 'F2', run: () => nameChannel({ of: 'present', channel: id }) },
        { label: 'Make it the default', disabled: channel.is_default, run: () => void makeDefault(id) },
        { label: 'Duplicate', keys: 'Ctrl+D', run: () => void duplicateChannel(id) },
        { label: 'Move to another account…', run: () => showDialog({ of: 'move-channel', channel: id }) },
        { label: 'Connect a source…', run: () => showDialog({ of: 'connect-source', channel: id }) },
        {
          label: 'Delete…',
          keys: 'Del',
          danger: true,
          parted: true,
          run: () => showDialog({ of: 'delete-channel', channel: id }),
        },
      ]}
    />
  );
}
