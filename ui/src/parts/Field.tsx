import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import css from './Field.module.css';

interface Props {
  label: string;
  value: string;
  /** In characters. */
  width: number;
  placeholder?: string;
  inputMode?: 'numeric' | 'text';
  /** Takes the keyboard as it appears, with all of its text selected. */
  eager?: boolean;
  /** Answers what is wrong with the text, or `null` once it is kept. */
  onKeep: (text: string) => Promise<string | null> | string | null;
  /** After it was kept or left as it was. */
  onDone?: () => void;
}

/** A text field that keeps what was typed on Enter and on leaving it; Escape puts back what was there. */
export function Field({ label, value, width, placeholder, inputMode = 'text', eager = false, onKeep, onDone }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const leaving = useRef(false);
  const words = useId();
  useEffect(() => {
    if (eager) input.current?.select();
  }, [eager]);
  const settle = () => {
    setTyped(null);
    setProblem(null);
    onDone?.();
  };
  const keep = async () => {
    if (leaving.current) return;
    leaving.current = true;
    const wrong = typed === null || typed === value ? null : await onKeep(typed);
    leaving.current = false;
    if (wrong === null) settle();
    else setProblem(wrong);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void keep();
    else if (event.key === 'Escape') settle();
    else return;
    event.preventDefault();
  };
  return (
    <span className={css.field}>
      <input
        ref={input}
        className={css.input}
        style={{ width: `calc(${width}ch + 18px)` }}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : words}
        inputMode={inputMode}
        placeholder={placeholder}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void keep()}
      />
      {problem !== null && (
        <span id={words} role="alert" className={css.problem}>
          {problem}
        </span>
      )}
    </span>
  );
}
