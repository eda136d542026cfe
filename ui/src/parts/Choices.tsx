import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import css from './Choices.module.css';

export interface Choice {
  id: string;
  label: string;
  /** Where it is or what it belongs to. */
  detail?: string;
}

interface Props {
  /** Of the list; an option's is this and its place. */
  id: string;
  label: string;
  choices: readonly Choice[];
  /** The place of the marked choice, or -1. */
  here: number;
  /** What it says where there is no choice. */
  none: string | undefined;
  field: RefObject<HTMLElement | null>;
  onPick: (choice: Choice) => void;
  onClose: () => void;
}

/** The list of a combobox, in the browser's top layer: under its field, or above where there is more room. */
export function Choices({ id, label, choices, here, none, field, onPick, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const at = field.current?.getBoundingClientRect();
    const list = box.current;
    if (!at || !list) return;
    list.style.minWidth = `${Math.max(at.width, 200)}px`;
    if (!list.matches(':popover-open')) list.showPopover();
    const below = at.bottom + 4;
    const top = below + list.offsetHeight > window.innerHeight ? Math.max(8, at.top - 4 - list.offsetHeight) : below;
    Object.assign(list.style, { top: `${top}px`, left: `${Math.min(at.left, window.innerWidth - list.offsetWidth - 8)}px` });
  }, [field, choices.length]);
  useEffect(() => {
    // The list hangs on the field; where the field scrolls away, it closes.
    const onScroll = (event: Event) => {
      if (event.target !== box.current) onClose();
    };
    document.addEventListener('scroll', onScroll, true);
    return () => document.removeEventListener('scroll', onScroll, true);
  });
  useLayoutEffect(() => {
    if (here !== -1) box.current?.children[here]?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  return (
    <>
      <div ref={box} id={id} role="listbox" aria-label={label} popover="manual" className={css.list}>
        {choices.map((choice, place) => (
          // Keys stay in the field, which says which option is marked.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={choice.id}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === here}
            className={css.option}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(choice)}
          >
            <bdi className={css.label}>{choice.label}</bdi>
            {choice.detail !== undefined && <span className={css.detail}>{choice.detail}</span>}
          </div>
        ))}
        {choices.length === 0 && <p className={css.none}>{none}</p>}
      </div>
      {/* Heard: what a list says beside its options is not. */}
      <span role="status" className="said">
        {choices.length === 0 && none}
      </span>
    </>
  );
}
