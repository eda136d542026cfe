import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from './Button';
import { Kbd } from './Kbd';
import css from './Menu.module.css';

export interface MenuItem {
  label: string;
  keys?: string;
  disabled?: boolean;
  danger?: boolean;
  /** A line above, to part groups. */
  parted?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  icon: ReactNode;
  items: readonly MenuItem[];
}

/** A button that opens a menu (the WAI-ARIA menu button), in the browser's top layer. */
export function Menu({ label, icon, items }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        ref={button}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        data-menu
      >
        {icon}
      </IconButton>
      {open && <Entries label={label} items={items} button={button} onClose={() => setOpen(false)} />}
    </>
  );
}

interface EntriesProps {
  label: string;
  items: readonly MenuItem[];
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

function Entries({ label, items, button, onClose }: EntriesProps) {
  const menu = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, left: 0 });
  useLayoutEffect(() => {
    const at = button.current?.getBoundingClientRect();
    const list = menu.current;
    if (!at || !list) return;
    list.showPopover();
    const below = at.bottom + 4;
    const top = below + list.offsetHeight > window.innerHeight ? at.top - 4 - list.offsetHeight : below;
    setPlace({ top, left: Math.max(8, at.right - list.offsetWidth) });
    list.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [button]);
  const close = () => {
    button.current?.focus();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const here = entries.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 + entries.length, Home: 0, End: entries.length - 1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) entries[to % entries.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      popover="auto"
      className={css.menu}
      style={place}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.disabled ?? false}
          className={css.item}
          data-danger={item.danger ?? false}
          data-parted={item.parted ?? false}
          onClick={() => {
            if (item.disabled) return;
            close();
            item.run();
          }}
        >
          <span>{item.label}</span>
          {item.keys !== undefined && <Kbd keys={item.keys} />}
        </button>
      ))}
    </div>
  );
}
