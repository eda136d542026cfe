// Fields for single values. While one is typed into, it shows what is typed.
import { useEffect, useRef, useState } from 'react';
import type { Suggestion } from '../ipc';
import { count } from '../frame/words';
import { checkPattern, suggestionsFor } from './actions';
import css from './builder.module.css';
import { Combobox, type Option } from './Combobox';
import { useAnswer } from './useAnswer';
import type { LimitProps, ValueProps } from './ValueEditor';
import { limitsOf, numberWords, readNumber, readTime } from './values';

export function TextField({ field, value, invalid, describedBy, onValue }: ValueProps) {
  const text = String(limitsOf(value)[0]);
  const options = useSuggestions(field.name, text);
  return (
    <Combobox
      label="Value"
      className={css.value}
      text={text}
      options={options}
      invalid={invalid}
      describedBy={describedBy}
      onText={onValue}
      onPick={({ label }) => onValue(label)}
    />
  );
}

/** Values that samples and rules have for a field, those that answer what is typed. */
export function useSuggestions(field: string, typed: string, except: readonly string[] = []): Option[] {
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
      key: value,
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

export function DateField({ label, limit, invalid, describedBy, onLimit }: LimitProps) {
  return (
    <input
      type="date"
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      className={css.date}
      value={String(limit)}
      onChange={(event) => onLimit(event.target.value)}
    />
  );
}

/** A time as people type it, kept as `HH:MM`; a day may end at 24:00, which no native field knows. */
export function TimeField({ label, limit, invalid, describedBy, onLimit }: LimitProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="text"
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      autoComplete="off"
      className={css.time}
      placeholder="18:00"
      value={typed ?? String(limit)}
      onChange={(event) => {
        setTyped(event.target.value);
        onLimit(readTime(event.target.value) ?? event.target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** A regular expression, judged and tried as it is typed. */
export function PatternField({ field, value, invalid, describedBy, onValue }: ValueProps) {
  const area = useRef<HTMLInputElement>(null);
  const text = String(limitsOf(value)[0]);
  const check = useAnswer(text === '' ? null : `${field.name} ${text}`, () => checkPattern(field.name, text));
  const column = check?.error?.column ?? null;
  const hits = check?.tries.filter(({ passed, words }) => passed && words !== null).map(({ words }) => words) ?? [];
  return (
    <span className={css.pattern}>
      <input
        ref={area}
        type="text"
        aria-label="Regular expression"
        aria-invalid={invalid || check?.error != null}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        className={css.code}
        value={text}
        onChange={(event) => onValue(event.target.value)}
      />
      {column !== null && (
        <button
          type="button"
          className={css.at}
          onClick={() => {
            area.current?.focus();
            area.current?.setSelectionRange(column - 1, column);
          }}
        >
          at character {column}
        </button>
      )}
      {check && !check.error && (
        <span className={css.calm} title={hits.join('\n')}>
          {count(check.matched, 'sample', 'samples')}
        </span>
      )}
    </span>
  );
}
