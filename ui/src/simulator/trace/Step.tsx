import { type ReactNode, useId, useState } from 'react';
import type { StepView } from '../../ipc';
import { classes } from '../../parts/classes';
import { Sign } from '../../parts/icons';
import { Spans } from '../../parts/Spans';
import { Words } from '../../parts/Words';
import { type State, useApp } from '../../state/store';
import { ConditionTree } from './ConditionTree';
import { Pool } from './Pool';
import { identity, VERDICT_WORDS } from './shape';
import css from './trace.module.css';

interface Props {
  index: number;
  step: StepView;
  /** Index of the step where the lead came to rest, or -1. */
  end: number;
  children?: ReactNode;
}

/** One step: what was asked, what it answered, and on request every test and the whole pool. */
export function Step({ index, step, end, children }: Props) {
  const { kind, number, title, verdict, detail, when, pool, pool_size } = step;
  const isLit = useApp((state) => isHovered(state, step));
  const [isOpen, setOpen] = useState(false);
  const body = useId();
  const hasMore = when !== null || pool.length > 0;
  const head = (
    <>
      {kind === 'follow_up' && <span className={css.then}>Then </span>}
      {number !== null && <span className={css.number}>{number} </span>}
      <b className={css.title}>
        <Words of={title} />
      </b>
    </>
  );
  return (
    <li
      className={classes(css.step, isLit && css.lit)}
      data-step={index}
      data-kind={kind}
      data-verdict={verdict}
      data-path={index <= end}
      data-end={index === end}
    >
      <div className={css.line}>
        {hasMore ? (
          <button
            type="button"
            className={css.head}
            aria-expanded={isOpen}
            aria-controls={body}
            onClick={() => setOpen(!isOpen)}
          >
            {head}
            <span className={css.turn} aria-hidden>
              <Sign of="chevron" />
            </span>
          </button>
        ) : (
          <span className={css.head}>{head}</span>
        )}
        {detail.length > 0 ? (
          <span className={css.detail}>
            <Spans spans={detail} />
          </span>
        ) : (
          kind !== 'follow_up' && <span className={css.detail}>{VERDICT_WORDS[verdict]}</span>
        )}
      </div>
      {hasMore && (
        <div id={body} className={css.body} hidden={!isOpen}>
          {isOpen && when && <ConditionTree condition={when} />}
          {isOpen && pool.length > 0 && <Pool pool={pool} size={pool_size} />}
        </div>
      )}
      {children}
    </li>
  );
}

/** The board and the trace name a rule by whichever of its steps they know. */
export function isHovered({ hoveredStep, simulation }: State, step: StepView): boolean {
  const hovered = hoveredStep === null ? undefined : simulation?.steps[hoveredStep];
  return hovered !== undefined && identity(hovered) === identity(step);
}
