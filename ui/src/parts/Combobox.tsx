import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { type Choice, Choices } from './Choices';

interface Props {
  label: string;
  text: string;
  choices: readonly Choice[];
  placeholder?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
  className?: string | undefined;
  /** The text must become one of the choices: the first is marked, and where there is none it says so. */
  none?: string;
  onText: (text: string) => void;
  onPick: (choice: Choice) => void;
  onOpen?: (open: boolean) => void;
  /** Enter without a marked choice; answers whether it took the text. */
  onEnter?: () => boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
}

/** A text field that completes (the WAI-ARIA combobox with a list). Escape closes the list, and only the list. */
export function Combobox(props: Props) {
  const { label, text, choices, placeholder, invalid = false, describedBy, className, none } = props;
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState<number | null>(null);
  const list = useId();
  const { length } = choices;
  const shown = open && (length > 0 || none !== undefined);
  const here = Math.min(place ?? (none === undefined ? -1 : 0), length - 1);
  const show = (next: boolean) => {
    setOpen(next);
    setPlace(null);
    if (next !== open) props.onOpen?.(next);
  };
  const pick = (choice: Choice) => {
    show(false);
    props.onPick(choice);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const held = event.ctrlKey || event.metaKey || event.altKey;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const marked = shown ? choices[here] : undefined;
    if (step !== undefined && !held && (length > 0 || none !== undefined)) {
      const from = here === -1 && step === -1 ? 0 : here;
      show(true);
      setPlace(shown && length > 0 ? (from + step + length) % length : 0);
    } else if (event.key === 'Escape' && shown) {
      show(false);
      event.stopPropagation();
    } else if (event.key === 'Enter' && !held && marked) pick(marked);
    else if (event.key === 'Enter' && props.onEnter) {
      props.onEnter();
      // With Ctrl it is also for what the field is part of, which saves with the text just taken.
      if (held) return;
    } else {
      props.onKeyDown?.(event);
      return;
    }
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && here !== -1 ? `${list}-${here}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        className={className}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          show(true);
          props.onText(event.target.value);
        }}
        onClick={() => show(true)}
        onKeyDown={onKeyDown}
        onPaste={props.onPaste}
        onBlur={() => {
          show(false);
          props.onBlur?.();
        }}
      />
      {shown && (
        <Choices
          id={list}
          label={label}
          choices={choices}
          here={here}
          none={none}
          field={field}
          onPick={pick}
          onClose={() => show(false)}
        />
      )}
    </>
  );
}
