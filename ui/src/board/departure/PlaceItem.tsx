import { useState } from 'react';
import type { PlaceOf } from '../../ipc';
import type { Choice } from '../../parts/Choices';
import { Picker } from '../../parts/Picker';
import { Words } from '../../parts/Words';
import { useAccountChoices } from '../../tree/useAccountChoices';
import { channelName } from '../words';
import css from './DepartureDialog.module.css';
import { type Settled, settledWords } from './settling';

const OUT = 'out';
const STAYS = 'stays';

interface Props {
  place: PlaceOf;
  leaving: string;
  settled: Settled | null;
  onSettle: (settled: Settled) => void;
}

/** One place that names the agent, and who takes it. */
export function PlaceItem({ place, leaving, settled, onSettle }: Props) {
  const [query, setQuery] = useState('');
  const agents = useAccountChoices(query, 'agents').filter(({ id }) => id !== leaving);
  const standing: Choice[] = [
    ...(place.removable ? [{ id: OUT, label: settledWords({ as: 'out' }) }] : []),
    { id: STAYS, label: settledWords({ as: 'stays' }) },
  ];
  const choose = ({ id, label }: Choice) => {
    if (id === OUT || id === STAYS) onSettle({ as: id });
    else onSettle({ as: 'to', account: id, name: label });
  };
  return (
    <li className={css.place}>
      <div>
        <p>
          <b>
            <bdi>{place.title}</bdi>
          </b>{' '}
          <bdi className={css.aside}>{channelName({ name: place.channel_name })}</bdi>
        </p>
        <p className={css.aside}>
          <Words of={place.words} />
        </p>
      </div>
      {place.replaceable ? (
        <Picker
          label={`Who takes the place in “${place.title}”`}
          value={settledWords(settled)}
          width="210px"
          placeholder="Choose who takes it"
          query={query}
          onQuery={setQuery}
          choices={query.trim() === '' ? [...standing, ...agents] : agents}
          onChoose={choose}
        />
      ) : (
        <p className={css.aside}>An expression: change it on its card</p>
      )}
    </li>
  );
}
