import { type SubmitEvent, useState } from 'react';
import { refusalWords } from '../../book/problems';
import { useAnswer } from '../../builder/useAnswer';
import type { AccountRef, Edit } from '../../ipc';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Picker } from '../../parts/Picker';
import { useAlone } from '../../parts/useAlone';
import { submit } from '../../state/edit';
import { sayDone } from '../../state/notice';
import { readPlaces } from '../../state/places';
import { useApp } from '../../state/store';
import { useAccountChoices } from '../../tree/useAccountChoices';
import { channelName } from '../words';
import css from './DepartureDialog.module.css';
import { Effect } from './Effect';
import { placesWords } from './settling';

interface Props {
  /** `null` asks for the agent too. */
  agent: AccountRef | null;
  onClose: () => void;
}

/** One agent in another's place, in every rule, fallback and follow-up: shown first, then one edit. */
export function ReplaceDialog({ agent, onClose }: Props) {
  const [from, setFrom] = useState(agent);
  const [to, setTo] = useState<AccountRef | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const places = useAnswer(from?.id ?? null, readPlaces);
  const replaced = places?.filter(({ replaceable }) => replaceable) ?? [];
  const edit: Edit | null = from && to && replaced.length > 0 ? { kind: 'replace_agent', from: from.id, to: to.id } : null;
  const replace = useAlone(async () => {
    if (!edit || !from || !to) return;
    const refusal = await submit(edit);
    setProblem(refusal && refusalWords(refusal));
    if (refusal) return;
    const notes = useApp.getState().edits.notes.map(({ words }) => words);
    onClose();
    sayDone([`Replaced ${from.name} by ${to.name}`, ...notes].join('. '));
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void replace();
  };
  return (
    <Dialog title="Replace an agent everywhere" wide onClose={onClose}>
      <form className={css.body} onSubmit={onSubmit}>
        <div className={css.pair}>
          <Agent label="Replace" chosen={from} except={to} onChoose={setFrom} />
          <Agent label="by" chosen={to} except={from} onChoose={setTo} />
        </div>
        {from && places && (
          <>
            <p className={css.words}>{placesWords(from.name, places)}</p>
            <ul className={css.places}>
              {places.map(({ place, title, channel_name: channel, words }) => (
                <li key={JSON.stringify(place)} className={css.place}>
                  <p>
                    <b>{title}</b> <span className={css.aside}>{channelName({ name: channel })}</span>
                  </p>
                  <p className={css.aside}>{words}</p>
                </li>
              ))}
            </ul>
            {replaced.length > 0 && <Effect edit={edit} />}
          </>
        )}
        {problem !== null && (
          <p role="alert" className={css.problem}>
            {problem}
          </p>
        )}
        <div className={css.actions}>
          <span className={css.effect} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={edit === null}>
            Replace
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface AgentProps {
  label: string;
  chosen: AccountRef | null;
  except: AccountRef | null;
  onChoose: (agent: AccountRef) => void;
}

function Agent({ label, chosen, except, onChoose }: AgentProps) {
  const [query, setQuery] = useState('');
  const agents = useAccountChoices(query, 'agents').filter(({ id }) => id !== except?.id);
  return (
    <div className={css.agent}>
      <span aria-hidden>{label}</span>
      <Picker
        label={label}
        value={chosen?.name ?? ''}
        width="230px"
        placeholder="Find an agent"
        query={query}
        onQuery={setQuery}
        choices={agents}
        onChoose={({ id, label: name }) => onChoose({ id, name })}
      />
    </div>
  );
}
