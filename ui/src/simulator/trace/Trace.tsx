// Every step of the walk as an ordered list on a rail; the accent runs as far as the lead did.
import { useMemo } from 'react';
import type { StepView } from '../../ipc';
import { hoverStep } from '../../state/lead';
import { FoldedRun } from './FoldedRun';
import { restsAt, shape, type Shown } from './shape';
import { Step } from './Step';
import css from './trace.module.css';

export function Trace({ steps }: { steps: readonly StepView[] }) {
  const shown = useMemo(() => shape(steps), [steps]);
  const end = useMemo(() => restsAt(steps), [steps]);
  return (
    <ol
      className={css.trace}
      aria-label="Trace"
      onPointerOver={(event) => hoverStep(stepAt(event.target))}
      onPointerLeave={() => hoverStep(null)}
      onFocus={(event) => hoverStep(stepAt(event.target))}
      onBlur={() => hoverStep(null)}
    >
      <Level steps={steps} shown={shown} end={end} />
    </ol>
  );
}

function stepAt(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-step]') : null;
  return line ? Number(line.dataset.step) : null;
}

interface LevelProps {
  steps: readonly StepView[];
  shown: readonly Shown[];
  end: number;
}

function Level({ steps, shown, end }: LevelProps) {
  return shown.map((item) => {
    if (item.kind === 'run') {
      return (
        <FoldedRun
          key={`run ${item.indexes[0] ?? ''}`}
          steps={steps}
          verdict={item.verdict}
          indexes={item.indexes}
          end={end}
        />
      );
    }
    const step = steps[item.index];
    if (!step) return null;
    // By its rule, so that what was opened stays open when rules move.
    return (
      <Step key={step.rule ?? `${step.kind} ${item.index}`} index={item.index} step={step} end={end}>
        {item.after.length > 0 && (
          <div className={css.after}>
            <p className={css.afterTitle}>If nobody claims it</p>
            <ol className={css.trace}>
              <Level steps={steps} shown={item.after} end={-1} />
            </ol>
          </div>
        )}
      </Step>
    );
  });
}
