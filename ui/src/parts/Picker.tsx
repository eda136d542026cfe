import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import css from './Picker.module.css';

export interface Choice {
  id: string;
  label: string;
  /** Where it is or what it belongs to. */
  detail?: string;
}

interface Props {
  label: string;
  /** What is chosen, in words, while nobody types. */
  value: string;
  width: string;
  placeholder?: string;
  /** What answers `query`; blank asks for the first to show. */
  query: string;
  onQuery: (query: string) => void;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
}

/** Chooses one of many by typing: the WAI-ARIA combobox over a list in the browser's top layer. */
export function Picker({ label, value, width, placeholder, query, onQuery, choices, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const here = Math.min(place, choices.length - 1);
  const close = () => {
    setOpen(false);
    setPlace(0);
    onQuery('');
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What it is in may save by Ctrl+Enter, and give up by Escape once the list is closed.
    if (event.ctrlKey || event.metaKey || (event.key === 'Escape' && !open)) return;
    event.stopPropagation();
    const { length } = choices;
    if (event.key === 'ArrowDown') setPlace(open ? (here + 1) % Math.max(length, 1) : 0);
    else if (event.key === 'ArrowUp') setPlace((here - 1 + length) % Math.max(length, 1));
    else if (event.key === 'Enter' && open) choose(choices[here]);
    else if (event.key === 'Escape' && open) close();
    else return;
    event.preventDefault();
    if (event.key.startsWith('Arrow')) setOpen(true);
  };
  return (
    <span className={css.picker} style={{ width }}>
      <input
        ref={input}
        className={css.input}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && choices[here] ? `${list}-${here}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={open ? value || placeholder : placeholder}
        value={open ? query : value}
        onChange={(event) => {
          setOpen(true);
          setPlace(0);
          onQuery(event.target.value);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {open && <Choices id={list} label={label} under={input} choices={choices} here={here} onChoose={choose} />}
    </span>
  );
}

interface ChoicesProps {
  id: string;
  label: string;
  under: RefObject<HTMLInputElement | null>;
  choices: readonly Choice[];
  here: number;
  onChoose: (choice: Choice) => void;
}

function Choices({ id, label, under, choices, here, onChoose }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = under.current?.getBoundingClientRect();
    if (!box || !list.current) return;
    list.current.showPopover();
    const width = Math.max(box.width, 240);
    const top = box.bottom + 272 > window.innerHeight ? Math.max(8, box.top - 268) : box.bottom + 4;
    const left = Math.min(box.left, window.innerWidth - width - 8);
    Object.assign(list.current.style, { top: `${top}px`, left: `${left}px`, width: `${width}px` });
  }, [under]);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} popover="manual" className={css.list}>
      {choices.map((choice, index) => (
        // The keys of an option are the combobox's, which must keep the focus.
        <div
          key={choice.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === here}
          className={css.option}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(choice);
          }}
        >
          <bdi>{choice.label}</bdi>
          {choice.detail !== undefined && <span className={css.detail}>{choice.detail}</span>}
        </div>
      ))}
      {choices.length === 0 && <p className={css.none}>Nothing answers to that.</p>}
    </div>
  );
}
