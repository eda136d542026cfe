import { type SubmitEvent, useState } from 'react';
import { Button } from '../../parts/Button';
import type { Choice } from '../../parts/Choices';
import { Dialog } from '../../parts/Dialog';
import { Picker } from '../../parts/Picker';
import { useAlone } from '../../parts/useAlone';
import { useAccountChoices } from '../../tree/useAccountChoices';
import { moveChannel, nameOf } from './acts';
import css from './ChannelDialog.module.css';

export function MoveChannelDialog({ channel, onClose }: { channel: string; onClose: () => void }) {
  const [to, setTo] = useState<Choice | null>(null);
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const choices = useAccountChoices(query, 'all');
  const move = useAlone(async () => {
    if (!to) return;
    const refusal = await moveChannel(channel, to.id, to.label);
    setProblem(refusal);
    if (refusal === null) onClose();
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void move();
  };
  return (
    <Dialog title={`Move ${nameOf(channel)} to another account`} onClose={onClose}>
      <form className={css.form} onSubmit={onSubmit}>
        <p className={css.words}>
          Its id stays, so websites go on sending. Its rules keep their pools; agents outside the new account are never
          chosen there, and you are told which.
        </p>
        <div className={css.field}>
          <Picker
            label="Account"
            value={to?.label ?? ''}
            width="100%"
            placeholder="Find an account"
            query={query}
            onQuery={setQuery}
            choices={choices}
            onChoose={(choice) => {
              setTo(choice);
              setProblem(null);
            }}
          />
        </div>
        {problem !== null && (
          <p role="alert" className={css.problem}>
            {problem}
          </p>
        )}
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!to}>
            Move
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
