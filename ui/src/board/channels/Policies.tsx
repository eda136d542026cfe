import { useEffect, useState } from 'react';
import { refusalWords } from '../../book/problems';
import type { ChannelBoard, Edit } from '../../ipc';
import { Field } from '../../parts/Field';
import { Picker } from '../../parts/Picker';
import { submit } from '../../state/edit';
import { sayFailure } from '../../state/notice';
import { readTimeZones } from '../../state/zones';
import css from './Policies.module.css';
import { readDays, readMls, zoneWords, zonesFor } from './policies';

/** What a channel does before its first rule, and the clock its rules read; edited where it is read. */
export function Policies({ channel }: { channel: ChannelBoard }) {
  const { id, honor_assignees: honors, returning_lead_days: days, mls } = channel;
  const policies = (honor_assignees: boolean, returning_lead_days: number) =>
    keep({ kind: 'set_policies', channel: id, honor_assignees, returning_lead_days });
  const keepDays = (text: string) => {
    const typed = readDays(text);
    return typed === null ? 'A whole number of days from 0, which is off, to 3,650.' : policies(honors, typed);
  };
  return (
    <div role="group" aria-label="Policies of the channel" className={css.policies}>
      <button
        type="button"
        role="switch"
        aria-checked={honors}
        className={css.switch}
        title="A lead whose website names an agent goes to that agent before any rule is asked"
        onClick={() => void policies(!honors, days)}
      >
        <span className={css.track} aria-hidden />
        Website’s agents first
      </button>
      <span className={css.policy}>
        Returning leads go back for
        <Field
          label="Days for which a returning lead goes back to its agent; 0 is off"
          value={String(days)}
          width={3}
          inputMode="numeric"
          onKeep={keepDays}
        />
        {days === 1 ? 'day' : 'days'}
        {days === 0 && <span className={css.off}>(off)</span>}
      </span>
      <span className={css.policy}>
        Times in <Zone channel={id} present={channel.time_zone} />
      </span>
      <span className={css.policy}>
        MLS
        <Field
          label="MLS codes, with commas between"
          value={mls.join(', ')}
          width={Math.min(Math.max(mls.join(', ').length, 3), 24)}
          placeholder="any"
          onKeep={(text) => keep({ kind: 'set_mls', channel: id, mls: readMls(text) })}
        />
      </span>
    </div>
  );
}

function Zone({ channel, present }: { channel: string; present: string }) {
  const [zones, setZones] = useState<readonly string[]>([]);
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    readTimeZones().then(setZones, sayFailure);
  }, []);
  const choose = async (time_zone: string) => setProblem(await keep({ kind: 'set_time_zone', channel, time_zone }));
  return (
    <>
      <Picker
        label="Time zone of the channel"
        value={zoneWords(present)}
        width={`${zoneWords(present).length + 2}ch`}
        query={query}
        onQuery={setQuery}
        choices={zonesFor(zones, query, present).map((zone) => ({ id: zone, label: zoneWords(zone) }))}
        onChoose={({ id }) => void choose(id)}
      />
      {problem !== null && (
        <span role="alert" className={css.problem}>
          {problem}
        </span>
      )}
    </>
  );
}

async function keep(change: Edit): Promise<string | null> {
  const refusal = await submit(change);
  return refusal && refusalWords(refusal);
}
