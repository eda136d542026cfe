import { useId } from 'react';
import type { Deletion } from '../ipc';
import { Sign } from '../parts/icons';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import css from './ReviewView.module.css';
import { isConfirmed, type Typed } from './words';

interface Props {
  deletions: readonly Deletion[];
  typed: Typed;
  onType: (channel: string, text: string) => void;
}

/** Channels that would be gone: each is confirmed by typing its name. */
export function Deletions({ deletions, typed, onType }: Props) {
  if (deletions.length === 0) return null;
  return (
    <section className={css.section} aria-label="Channels to delete">
      <div className={css.head}>
        <h3 className={css.title}>Channels to delete</h3>
      </div>
      <p className={css.note}>
        Forms on websites may still hold a channel’s id. Once it is deleted in Rechat, what they send reaches nobody, and
        the id never works again.
      </p>
      <div className={css.card}>
        {deletions.map((deletion) => (
          <Confirm
            key={deletion.channel}
            deletion={deletion}
            text={typed[deletion.channel] ?? ''}
            isDone={isConfirmed(deletion, typed)}
            onType={(text) => onType(deletion.channel, text)}
          />
        ))}
      </div>
    </section>
  );
}

interface ConfirmProps {
  deletion: Deletion;
  text: string;
  isDone: boolean;
  onType: (text: string) => void;
}

function Confirm({ deletion: { words, type_this }, text, isDone, onType }: ConfirmProps) {
  const id = useId();
  return (
    <div className={css.deletion}>
      <p className={css.danger}>
        <Words of={sentence(words)} />
      </p>
      <label htmlFor={id}>
        To confirm, type{' '}
        <strong>
          <bdi>{type_this}</bdi>
        </strong>
      </label>
      <span className={css.confirm}>
        <input
          id={id}
          type="text"
          className={css.input}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={({ target }) => onType(target.value)}
        />
        <span role="status" className={css.confirmed}>
          {isDone && (
            <>
              <Sign of="check" /> Confirmed
            </>
          )}
        </span>
      </span>
    </div>
  );
}
