import { type SubmitEvent, useEffect, useState } from 'react';
import { sendRules } from '../../builder/acts';
import type { ChannelTab } from '../../ipc';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Picker } from '../../parts/Picker';
import { readChannels } from '../../state/channels';
import { sayFailure } from '../../state/notice';
import { useApp } from '../../state/store';
import { useAccountChoices } from '../../tree/useAccountChoices';
import css from '../channels/ChannelDialog.module.css';
import { type Named, rulesWords } from '../drag';
import { channelName } from '../words';
import own from './SendRulesDialog.module.css';

/** To which channel rules go, of this account or of any other: moved there, or copied. */
export function SendRulesDialog({ rules, onClose }: { rules: readonly Named[]; onClose: () => void }) {
  const board = useApp((state) => state.board);
  const shown = useApp((state) => state.channel);
  const [account, setAccount] = useState({ id: board?.account.id ?? '', name: board?.account.name ?? '' });
  const [query, setQuery] = useState('');
  const [channels, setChannels] = useState<readonly ChannelTab[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const choices = useAccountChoices(query, 'all');
  useEffect(() => {
    let isNewest = true;
    readChannels(account.id).then((read) => {
      if (!isNewest) return;
      setChannels(read);
      setChosen(read.find(({ id }) => id !== shown)?.id ?? read[0]?.id ?? null);
    }, sayFailure);
    return () => {
      isNewest = false;
    };
  }, [account.id, shown]);
  const send = (copy: boolean) => {
    if (chosen === null) return;
    onClose();
    void sendRules(rules, chosen, copy);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen !== shown) send(false);
  };
  return (
    <Dialog title={`Move or copy ${rulesWords(rules)}`} onClose={onClose}>
      <form className={css.form} onSubmit={onSubmit}>
        <div className={css.field}>
          <Picker
            label="Account"
            value={account.name}
            width="100%"
            placeholder="Find an account"
            query={query}
            onQuery={setQuery}
            choices={choices}
            onChoose={({ id, label }) => setAccount({ id, name: label })}
          />
        </div>
        <fieldset className={own.channels}>
          <legend className="said">Channel</legend>
          {channels?.map((channel) => (
            <label key={channel.id} className={own.channel}>
              <input
                type="radio"
                name="channel"
                checked={channel.id === chosen}
                onChange={() => setChosen(channel.id)}
              />
              <bdi>{channelName(channel)}</bdi>
              {channel.id === shown && <span className={own.aside}>where {rules.length === 1 ? 'it is' : 'they are'} now</span>}
            </label>
          ))}
          {channels?.length === 0 && <p className={css.words}>{account.name} has no channels of its own.</p>}
        </fieldset>
        <p className={css.words}>
          {rules.length === 1 ? 'It goes' : 'They go, in their order,'} below the rules there. Agents outside that account
          are never chosen there, and you are told which.
        </p>
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={chosen === null} onClick={() => send(true)}>
            Copy
          </Button>
          <Button type="submit" look="primary" disabled={chosen === null || chosen === shown}>
            Move
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
