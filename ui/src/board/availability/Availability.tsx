import { useRef, useState } from 'react';
import { refusalWords } from '../../book/problems';
import type { AccountHead, Edit } from '../../ipc';
import { Button, IconButton } from '../../parts/Button';
import { classes } from '../../parts/classes';
import { Field } from '../../parts/Field';
import { Sign } from '../../parts/icons';
import { submit } from '../../state/edit';
import policies from '../channels/Policies.module.css';
import css from './Availability.module.css';
import { type Days, readCap, withDays, withoutDays } from './availability';
import { DaysForm } from './DaysForm';

/** Whether, how often and when an agent gets leads: what every pool asks before it picks. */
export function Availability({ agent }: { agent: AccountHead }) {
  const { id, active, daily_cap: cap, away } = agent;
  const [isAdding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const keepCap = (text: string) => {
    const typed = readCap(text);
    return typed === undefined ? 'A whole number from 0, or nothing for as many as come.' : keep({ kind: 'set_daily_cap', agent: id, cap: typed });
  };
  const close = () => {
    setAdding(false);
    add.current?.focus();
  };
  const addDays = async (days: Days) => {
    const wrong = await keep({ kind: 'set_away', agent: id, away: withDays(away, days) });
    if (wrong === null) close();
    return wrong;
  };
  const remove = async (at: number) => {
    setProblem(await keep({ kind: 'set_away', agent: id, away: withoutDays(away, at) }));
    add.current?.focus();
  };
  return (
    <div role="group" aria-label="Availability" className={policies.policies}>
      <button
        type="button"
        role="switch"
        aria-checked={active}
        className={policies.switch}
        title="An inactive agent is passed over by every rule and pool"
        onClick={() => void keep({ kind: 'set_active', agent: id, active: !active }).then(setProblem)}
      >
        <span className={policies.track} aria-hidden />
        Active
      </button>
      <span className={policies.policy}>
        At most
        <Field
          label="Leads a day at most; nothing for as many as come"
          value={cap === null ? '' : String(cap)}
          width={3}
          placeholder="any"
          inputMode="numeric"
          onKeep={keepCap}
        />
        {cap === 1 ? 'lead a day' : 'leads a day'}
      </span>
      <span className={css.away}>
        Away
        {away.length > 0 && (
          <ul aria-label="Days away" className={css.list}>
            {away.map(({ from, through, words, is_over }, at) => (
              <li key={`${from} ${through}`} className={classes(css.days, is_over && css.over)}>
                {words}
                {is_over && ' (over)'}
                <IconButton label={`No longer away ${words}`} onClick={() => void remove(at)}>
                  <Sign of="cross" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <Button ref={add} look="quiet" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          <Sign of="plus" /> Days away
        </Button>
      </span>
      {isAdding && <DaysForm onAdd={addDays} onCancel={close} />}
      {problem !== null && (
        <span role="alert" className={policies.problem}>
          {problem}
        </span>
      )}
    </div>
  );
}

async function keep(change: Edit): Promise<string | null> {
  const refusal = await submit(change);
  return refusal && refusalWords(refusal);
}
