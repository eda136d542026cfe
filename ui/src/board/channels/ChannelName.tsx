import { Field } from '../../parts/Field';
import { backToTab } from '../focus';
import { createChannel, renameChannel } from './acts';
import { nameChannel } from './naming';

/** A channel's name, asked for where its tab stands or will stand. */
export function ChannelName({ account, present }: { account: string; present: { id: string; name: string } | null }) {
  const done = () => {
    nameChannel(null);
    backToTab();
  };
  return (
    <Field
      label={present ? `New name of “${present.name}”` : 'Name of the new channel'}
      value={present?.name ?? ''}
      width={22}
      placeholder="Name, such as “Newsletter”"
      eager
      onKeep={(name) => (present ? renameChannel(present.id, name) : createChannel(account, name))}
      onDone={done}
    />
  );
}
