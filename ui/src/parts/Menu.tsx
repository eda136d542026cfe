import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Button, IconButton } from './Button';
import { Kbd } from './Kbd';
import css from './Menu.module.css';

export interface MenuItem {
  /** Where its words change while the menu is open. */
  id?: string;
  label: string;
  keys?: string;
  disabled?: boolean;
  danger?: boolean;
  /** A line above, to part groups. */
  parted?: boolean;
  run: () => void;
}

/** Drawn as they are now, or asked for once as the menu opens, where they are of what is selected then. */
type Items = readonly MenuItem[] | (() => readonly MenuItem[]);

interface Props {
  label: string;
  icon: ReactNode;
  /** Words beside the icon; without them the button is the icon alone. */
  words?: string;
  items: Items;
}

/** A button that opens a menu (the WAI-ARIA menu button), in the browser's top layer. */
export function Menu({ label, icon, words, items }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const opens = {
    ref: button,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    onClick: () => setOpen(true),
    'data-menu': true,
  } as const;
  return (
    <>
      {words === undefined ? (
        <IconButton {...opens} label={label}>
          {icon}
        </IconButton>
      ) : (
        <Button {...opens} aria-label={label}>
          {words}
          {icon}
        </Button>
      )}
      {open && (
        <MenuList
          label={label}
          items={items}
          anchor={() => button.current?.getBoundingClientRect()}
          onBack={() => button.current?.focus()}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface ListProps {
  label: string;
  items: Items;
  /** What it hangs on: under its right end, or above it where there is no room. From a point it hangs to the right. */
  anchor: () => DOMRect | undefined;
  /** Gives the keyboard back. */
  onBack: () => void;
  onClose: () => void;
}

export function MenuList({ label, items, anchor, onBack, onClose }: ListProps) {
  const menu = useRef<HTMLDivElement>(null);
  const [first] = useState(items);
  const shown = typeof items === 'function' ? first : items;
  useLayoutEffect(() => {
    const at = anchor();
    const list = menu.current;
    if (!at || !list) return;
    if (!list.matches(':popover-open')) list.showPopover();
    const below = at.bottom + 4;
    const top = below + list.offsetHeight > window.innerHeight ? Math.max(8, at.top - 4 - list.offsetHeight) : below;
    const left = at.width === 0 ? Math.min(at.left, window.innerWidth - list.offsetWidth - 8) : at.right - list.offsetWidth;
    Object.assign(list.style, { top: `${top}px`, left: `${Math.max(8, left)}px` });
    if (!list.contains(document.activeElement)) list.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    // It stays where it opened, until there is more or less of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown.length]);
  const close = () => {
    onBack();
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
    // Clicks within are the menu's own and not those of what it belongs to.
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      popover="auto"
      className={css.menu}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      {shown.map((item) => (
        <button
          key={item.id ?? item.label}
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
