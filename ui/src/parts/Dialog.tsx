import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { IconButton } from './Button';
import { classes } from './classes';
import css from './Dialog.module.css';
import { Sign } from './icons';

interface Props {
  title: string;
  /** The title is heard but not drawn. */
  bare?: boolean;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What every dialog holds besides its own: nothing outside it can be reached. */
export const InEveryDialog = createContext<ReactNode>(null);

/** A modal dialog on the platform's own: focus stays inside, Escape and a click beside it close. */
export function Dialog({ title, bare = false, wide = false, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const besides = use(InEveryDialog);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // A dialog that asks for something starts at its field, not at its Close button.
    dialog.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // The backdrop is part of the element; keys reach it as `cancel`.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={classes(css.dialog, wide && css.wide, bare && css.bare)}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={css.body}>
        {!bare && (
          <div className={css.head}>
            <h2 className={css.title}>{title}</h2>
            <IconButton label="Close" onClick={onClose}>
              <Sign of="cross" />
            </IconButton>
          </div>
        )}
        {children}
      </div>
      {besides}
    </dialog>
  );
}
