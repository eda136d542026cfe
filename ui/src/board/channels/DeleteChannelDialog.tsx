import { count } from '../../frame/words';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { useApp } from '../../state/store';
import { deleteChannel, nameOf } from './acts';
import css from './ChannelDialog.module.css';

/** Asks first: what stands on websites is out of undo's reach. */
export function DeleteChannelDialog({ channel, onClose }: { channel: string; onClose: () => void }) {
  const rules = useApp((state) => state.board?.channels.find(({ id }) => id === channel)?.rules ?? 0);
  const remove = () => {
    onClose();
    void deleteChannel(channel);
  };
  return (
    <Dialog title={`Delete ${nameOf(channel)}?`} onClose={onClose}>
      <div className={css.form}>
        <p className={css.words}>
          {rules === 0 ? 'It has no rules.' : `Its ${count(rules, 'rule goes', 'rules go')} with it.`} Forms on websites
          may still hold its id: once the change is pushed, what they send has nowhere to go. Undo brings the channel
          back under the same id.
        </p>
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={remove}>
            Delete the channel
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
