import { useState } from 'react';
import type { StepView, Verdict } from '../../ipc';
import { classes } from '../../parts/classes';
import { useApp } from '../../state/store';
import { isHovered, Step } from './Step';
import css from './trace.module.css';

interface Props {
  steps: readonly StepView[];
  verdict: Verdict;
  indexes: readonly number[];
  end: number;
}

/** Many rules with nothing to tell, in one line until somebody asks. */
export function FoldedRun({ steps, verdict, indexes, end }: Props) {
  const [isOpen, setOpen] = useState(false);
  const isLit = useApp((state) =>
    indexes.some((index) => {
      const step = steps[index];
      return step !== undefined && isHovered(state, step);
    }),
  );
  if (isOpen) {
    return indexes.map((index) => {
      const step = steps[index];
      return step && <Step key={index} index={index} step={step} end={end} />;
    });
  }
  const would = indexes.filter((index) => steps[index]?.would_match === true).length;
  return (
    <li
      className={classes(css.step, css.run, isLit && css.lit)}
      data-verdict={verdict}
      data-path={(indexes[0] ?? 0) <= end}
    >
      <button type="button" className={css.unfold} onClick={() => setOpen(true)}>
        {indexes.length} more {verdict === 'not_reached' ? 'not reached' : 'that do not match'}
        {verdict === 'not_reached' && `; ${would === 0 ? 'none' : would} would match`}
      </button>
    </li>
  );
}
