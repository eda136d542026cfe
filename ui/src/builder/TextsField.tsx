import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { count } from '../frame/words';
import { Combobox } from '../parts/Combobox';
import { Sign } from '../parts/icons';
import { say } from '../state/notice';
import css from './builder.module.css';
import { useSuggestions } from './fields';
import type { ValueProps } from './ValueEditor';
import { splitValues, textsOf, withValues } from './values';

/** A list of texts. Enter or a comma adds one, a pasted column adds all of it, Backspace takes the last back. */
export function TextsField({ field, value, invalid, describedBy, onValue }: ValueProps) {
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLSpanElement>(null);
  const list = textsOf(value);
  const choices = useSuggestions(field.name, typed, list);
  const addAll = (more: readonly string[]) => {
    setTyped('');
    const next = withValues(list, more);
    if (next.length !== list.length) onValue(next);
    return next.length - list.length;
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = splitValues(event.clipboardData.getData('text'));
    if (pasted.length < 2) return;
    event.preventDefault();
    say(`Added ${count(addAll([typed, ...pasted].filter((text) => text.trim() !== '')), 'value', 'values')}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Backspace' && typed === '' && list.length > 0) onValue(list.slice(0, -1));
    else if ((event.key === ',' || event.key === ';') && typed.trim() !== '') addAll([typed.trim()]);
    else return;
    event.preventDefault();
  };
  const removeAt = (place: number) => {
    onValue(list.toSpliced(place, 1));
    box.current?.querySelector('input')?.focus();
  };
  return (
    <span ref={box} role="group" aria-label="Values" className={css.texts} data-invalid={invalid}>
      {list.map((text, place) => (
        <span key={text} className={css.text}>
          <bdi>{text}</bdi>
          <button type="button" className={css.drop} aria-label={`Remove ${text}`} onClick={() => removeAt(place)}>
            <Sign of="cross" />
          </button>
        </span>
      ))}
      <Combobox
        label={list.length === 0 ? 'Values' : `Another value, after ${count(list.length, 'value', 'values')}`}
        className={css.bare}
        placeholder={list.length === 0 ? 'Type, or paste a column' : ''}
        text={typed}
        choices={typed === '' && list.length > 0 ? [] : choices}
        invalid={invalid}
        describedBy={describedBy}
        onText={setTyped}
        onPick={({ label }) => addAll([label])}
        onEnter={() => typed.trim() !== '' && addAll([typed.trim()]) > 0}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => typed.trim() !== '' && addAll([typed.trim()])}
      />
    </span>
  );
}
