import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import css from './Combobox.module.css';

export interface Option {
  key: string;
  label: string;
  detail?: string;
  icon?: ReactNode;
  /** Why it cannot be chosen. */
  barred?: string | null;
}

interface Props {
  label: string;
  text: string;
  options: readonly Option[];
  placeholder?: string;
  invalid?: boolean;
  describedBy?: string | undefined;
  className?: string | undefined;
  onText: (text: string) => void;
  onPick: (option: Option) => void;
  /** Enter without a marked option; answers whether it took the text. */
  onEnter?: () => boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
}

/** A text field that completes (the WAI-ARIA combobox with a list). Escape closes the list, and only the list. */
export function Combobox(props: Props) {
  const { label, text, options, placeholder, invalid = false, describedBy, className } = props;
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const list = useId();
  const shown = open && options.length > 0;
  const pick = (option: Option | undefined) => {
    if (!option || (option.barred ?? null) !== null) return;
    setMarked(-1);
    setOpen(false);
    props.onPick(option);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && !event.altKey && options.length > 0) {
      setMarked(shown ? (marked + step + options.length + (marked === -1 && step === -1 ? 1 : 0)) % options.length : 0);
      setOpen(true);
    } else if (event.key === 'Escape' && shown) {
      setOpen(false);
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (shown && marked !== -1) pick(options[marked]);
      else props.onEnter?.();
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
        aria-activedescendant={shown && marked !== -1 ? `${list}-${marked}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        className={className}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setMarked(-1);
          setOpen(true);
          props.onText(event.target.value);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onPaste={props.onPaste}
        onBlur={() => {
          setOpen(false);
          props.onBlur?.();
        }}
      />
      {shown && (
        <Choices id={list} label={label} options={options} marked={marked} field={field} onPick={pick} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

interface ChoicesProps {
  id: string;
  label: string;
  options: readonly Option[];
  marked: number;
  field: { current: HTMLInputElement | null };
  onPick: (option: Option) => void;
  onClose: () => void;
}

function Choices({ id, label, options, marked, field, onPick, onClose }: ChoicesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, left: 0, minWidth: 0 });
  useLayoutEffect(() => {
    const at = field.current?.getBoundingClientRect();
    const list = box.current;
    if (!at || !list) return;
    list.showPopover();
    const below = at.bottom + 3;
    const top = below + list.offsetHeight > window.innerHeight ? at.top - 3 - list.offsetHeight : below;
    setPlace({ top, left: at.left, minWidth: at.width });
  }, [field, options.length]);
  useEffect(() => {
    // The list hangs on the field; where the field scrolls away, it closes.
    const onScroll = (event: Event) => {
      if (event.target !== box.current) onClose();
    };
    document.addEventListener('scroll', onScroll, true);
    return () => document.removeEventListener('scroll', onScroll, true);
  });
  useEffect(() => {
    if (marked !== -1) box.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    <div ref={box} id={id} role="listbox" aria-label={label} popover="manual" className={css.list} style={place}>
      {options.map((option, index) => (
        // Keys stay in the field, which says which option is marked.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={option.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === marked}
          aria-disabled={(option.barred ?? null) !== null}
          className={css.option}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(option)}
        >
          {option.icon}
          <bdi className={css.label}>{option.label}</bdi>
          <span className={css.detail}>{option.barred ?? option.detail}</span>
        </div>
      ))}
    </div>
  );
}
