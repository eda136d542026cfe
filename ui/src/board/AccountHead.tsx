import { Fragment } from 'react';
import type { AccountHead as Head, Person } from '../ipc';
import { Button } from '../parts/Button';
import { KindIcon, Sign } from '../parts/icons';
import { showDialog } from '../state/notice';
import { showAccount } from '../state/show';
import css from './AccountHead.module.css';
import { Availability } from './availability/Availability';
import { accountWords } from './words';

interface Props {
  account: Head;
  /** The channel on show, where there is one. */
  channel: string | null;
}

export function AccountHead({ account, channel }: Props) {
  return (
    <header className={css.head}>
      <nav aria-label="Accounts above" className={css.path}>
        {account.path.map((above) => (
          <Fragment key={above.id}>
            <button
              type="button"
              dir="auto"
              className={css.above}
              title={above.name}
              onClick={() => void showAccount(above.id)}
            >
              {above.name}
            </button>
            <span aria-hidden>›</span>
          </Fragment>
        ))}
        <span>{accountWords(account).join(' · ')}</span>
      </nav>
      <div className={css.line}>
        <span className={css.kind}>
          <KindIcon kind={account.kind} />
        </span>
        <h2 dir="auto" className={css.name} title={account.name}>
          {account.name}
        </h2>
        <span className={css.gap} />
        {account.kind === 'agent' && account.active && (
          <Button onClick={() => showDialog({ of: 'departure', agent: { id: account.id, name: account.name } })}>
            Leaves…
          </Button>
        )}
        {channel !== null && (
          <Button onClick={() => showDialog({ of: 'connect-source', channel })}>
            <Sign of="plug" />
            Connect source
          </Button>
        )}
      </div>
      {account.kind === 'agent' && (
        <>
          <People people={account.people} />
          <Availability agent={account} />
        </>
      )}
    </header>
  );
}

function People({ people }: { people: readonly Person[] }) {
  if (people.length === 0) {
    return <p className={css.person}>No person is linked to this account: a website cannot name it as assignee.</p>;
  }
  return people.map((person) => (
    <p key={person.name + person.emails.join()} className={css.person}>
      {[person.name, ...person.emails, ...person.phones, ...person.mls].join(' · ')}
    </p>
  ));
}
