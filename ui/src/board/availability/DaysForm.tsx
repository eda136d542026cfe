import { type KeyboardEvent, type SubmitEvent, useId, useState } from 'react';
import { Button } from '../../parts/Button';
import css from './Availability.module.css';
import { type Days, readDays } from './availability';

interface Props {
  /** Answers what is wrong, or `null` once the days are kept. */
  onAdd: (days: Days) => Promise<string | null>;
  onCancel: () => void;
}

/** The first and the last day of an absence, as people type them. */
export function DaysForm({ onAdd, onCancel }: Props) {
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const words = useId();
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const days = readDays(from, through);
    if (typeof days === 'string') setWrong(days);
    else void onAdd(days).then(setWrong);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  };
  const day = (label: string, value: string, take: (text: string) => void, isFirst: boolean) => (
    <label className={css.day}>
      {label}
      <input
        value={value}
        // The button that opens the form is left for this.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isFirst}
        placeholder="2026-12-24"
        maxLength={40}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : words}
        onChange={(event) => {
          take(event.target.value);
          setWrong(null);
        }}
      />
    </label>
  );
  return (
    <form aria-label="Days away" className={css.form} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {day('from', from, setFrom, true)}
      {day('through', through, setThrough, false)}
      <Button type="submit">Add</Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
      {wrong !== null && (
        <span id={words} role="alert" className={css.wrong}>
          {wrong}
        </span>
      )}
    </form>
  );
}
