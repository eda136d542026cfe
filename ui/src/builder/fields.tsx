// Fields for single values. While one is typed into, it shows what is typed.
import { useEffect, useState } from 'react';
import type { Suggestion } from '../ipc';
import { count } from '../frame/words';
import type { Choice } from '../parts/Choices';
import { Combobox } from '../parts/Combobox';
import { suggestionsFor } from './actions';
import css from './builder.module.css';
import type { LimitProps, ValueProps } from './ValueEditor';
import { limitsOf, numberWords, readDate, readNumber, readTime } from './values';

export function TextField({ field, value, invalid, describedBy, onValue }: ValueProps) {
  const text = String(limitsOf(value)[0]);
  const choices = useSuggestions(field.name, text);
  return (
    <Combobox
      label="Value"
      className={css.value}
      text={text}
      choices={choices}
      invalid={invalid}
      describedBy={describedBy}
      onText={onValue}
      onPick={({ label }) => onValue(label)}
    />
  );
}

/** Values that samples and rules have for a field, those that answer what is typed. */
export function useSuggestions(field: string, typed: string, except: readonly string[] = []): Choice[] {
  const [known, setKnown] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    let isNewest = true;
    void suggestionsFor(field).then((values) => isNewest && setKnown(values));
    return () => {
      isNewest = false;
    };
  }, [field]);
  const wanted = typed.trim().toLowerCase();
  return known
    .filter(({ value }) => value.toLowerCase().includes(wanted) && value !== typed && !except.includes(value))
    .slice(0, 30)
    .map(({ value, samples, rules }) => ({
      id: value,
      label: value,
      detail: [samples > 0 ? count(samples, 'sample', 'samples') : '', rules > 0 ? count(rules, 'rule', 'rules') : '']
        .filter((words) => words !== '')
        .join(', '),
    }));
}

export function NumberField({ label, limit, invalid, describedBy, onLimit }: LimitProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const words = typeof limit === 'number' ? numberWords(limit) : limit;
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      autoComplete="off"
      className={css.number}
      placeholder="1,000,000 or 1m"
      value={typed ?? words}
      onChange={(event) => {
        setTyped(event.target.value);
        onLimit(readNumber(event.target.value) ?? event.target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** A date as people type it, kept as `YYYY-MM-DD`; WebKitGTK's own field takes no whole date at once. */
export function DateField(props: LimitProps) {
  return <ReadField {...props} read={readDate} className={css.date} placeholder="2026-12-24" />;
}

/** A time as people type it, kept as `HH:MM`; a day may end at 24:00, which no native field knows. */
export function TimeField(props: LimitProps) {
  return <ReadField {...props} read={readTime} className={css.time} placeholder="18:00" />;
}

interface ReadProps extends LimitProps {
  /** What the text means; what it cannot read stays as typed, for the engine to point at. */
  read: (text: string) => string | null;
  className: string | undefined;
  placeholder: string;
}

function ReadField({ label, limit, invalid, describedBy, onLimit, read, className, placeholder }: ReadProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="text"
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      autoComplete="off"
      className={className}
      placeholder={placeholder}
      value={typed ?? String(limit)}
      onChange={(event) => {
        setTyped(event.target.value);
        onLimit(read(event.target.value) ?? event.target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
