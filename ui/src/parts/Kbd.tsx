import { Fragment } from 'react';
import css from './Kbd.module.css';

/** Keys as caps: `keys="Ctrl+Shift+Z"`; `Ctrl++` ends in the plus key itself. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={css.keys}>
      {keys.split(/\+(?!$)/).map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span className="said">+</span>}
          <kbd className={css.key}>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
