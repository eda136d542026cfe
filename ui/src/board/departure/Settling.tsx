import { useState } from 'react';
import { refusalWords } from '../../book/problems';
import type { AccountRef, Edit, PlaceOf } from '../../ipc';
import { Button } from '../../parts/Button';
import { Picker } from '../../parts/Picker';
import { useAlone } from '../../parts/useAlone';
import { submit } from '../../state/edit';
import { sayDone } from '../../state/notice';
import { useAccountChoices } from '../../tree/useAccountChoices';
import css from './DepartureDialog.module.css';
import { Effect } from './Effect';
import { PlaceItem } from './PlaceItem';
import { allTo, effectWords, firstSettled, replacementsOf } from './settling';

interface Props {
  agent: AccountRef;
  places: readonly PlaceOf[];
  onClose: () => void;
}

export function Settling({ agent, places, onClose }: Props) {
  const [settled, setSettled] = useState(() => places.map(firstSettled));
  const [inactive, setInactive] = useState(true);
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const agents = useAccountChoices(query, 'agents').filter(({ id }) => id !== agent.id);
  const replacements = replacementsOf(places, settled);
  const ready = !settled.includes(null) && (replacements.length > 0 || inactive);
  const edit: Edit = { kind: 'departure', agent: agent.id, replacements, set_inactive: inactive };
  const apply = useAlone(async () => {
    const refusal = await submit(edit);
    setProblem(refusal && refusalWords(refusal));
    if (refusal) return;
    onClose();
    sayDone(`${agent.name} has left`);
  });
  return (
    <div className={css.body}>
      {places.length === 0 && <p className={css.words}>No rule, fallback or follow-up names {agent.name}.</p>}
      {places.length > 1 && (
        <div className={css.all}>
          <span>Give all places to</span>
          <Picker
            label="Who takes all places"
            value=""
            width="210px"
            placeholder="Find an agent"
            query={query}
            onQuery={setQuery}
            choices={agents}
            onChoose={({ id, label }) => setSettled(allTo(places, id, label))}
          />
        </div>
      )}
      <ul className={css.places}>
        {places.map((place, index) => (
          <PlaceItem
            key={JSON.stringify(place.place)}
            place={place}
            leaving={agent.id}
            settled={settled[index] ?? null}
            onSettle={(how) => setSettled(settled.with(index, how))}
          />
        ))}
      </ul>
      <label className={css.inactive}>
        <input type="checkbox" checked={inactive} onChange={(event) => setInactive(event.target.checked)} />
        Make {agent.name} inactive, so that no pool of an office or team chooses them
      </label>
      <Effect edit={ready ? edit : null} />
      {problem !== null && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      <div className={css.actions}>
        <p className={css.effect} role="status">
          {effectWords(settled)}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={!ready}
          onClick={() => void apply()}
        >
          Apply
        </Button>
      </div>
    </div>
  );
}
