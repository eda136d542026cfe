import type { ReactNode } from 'react';
import css from './Chip.module.css';
import { classes } from './classes';
import { Sign } from './icons';
import { Words } from './Words';

interface Props {
  children: string;
  /** In a trace: `true` lights it, `false` marks the test that failed. */
  passed?: boolean | null;
  /** In full, where the chip's own words are short. */
  title?: string;
  /** What screen readers hear instead of words cut short. */
  spoken?: string;
}

export function Chip({ children, passed = null, title, spoken }: Props) {
  return (
    <span className={classes(css.chip, passed === true && css.hit, passed === false && css.miss)} title={title}>
      {passed !== null && (
        <span className={css.sign}>
          <Sign of={passed ? 'check' : 'cross'} />
        </span>
      )}
      {spoken === undefined || spoken === children ? (
        <Words of={children} />
      ) : (
        <>
          <span aria-hidden>
            <Words of={children} />
          </span>
          <span className="said">{spoken}</span>
        </>
      )}
      {passed !== null && <span className="said">{passed ? ' (passes)' : ' (fails)'}</span>}
    </span>
  );
}

/** A fact beside a name: `away to 31 Dec`, `default`. */
export function Badge({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'warn' }) {
  return <span className={classes(css.badge, tone === 'warn' && css.warn)}>{children}</span>;
}
