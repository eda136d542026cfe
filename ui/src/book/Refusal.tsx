import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { CopyButton } from '../frame/CopyButton';
import { count } from '../frame/words';
import type { AppError, Problem } from '../ipc';
import { ErrorState, sentence } from '../parts/States';
import { problemsAsText } from './problems';
import css from './Refusal.module.css';

/** Why a file was refused, with every problem the engine listed. */
export function Refusal({ error }: { error: AppError }) {
  if (error.problems.length === 0) return <ErrorState error={error} />;
  return (
    <section className={css.refusal}>
      <ErrorState error={error} />
      <div className={css.bar}>
        <span role="status">
          {count(error.problems.length, 'problem', 'problems')}
          {error.more_problems > 0 && ` listed, ${error.more_problems.toLocaleString('en-US')} more not listed`}
        </span>
        <CopyButton
          words="Copy all"
          label="Copy all problems"
          said="Copied all problems"
          look="quiet"
          text={() => problemsAsText(error)}
        />
      </div>
      <ProblemList problems={error.problems} />
    </section>
  );
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const unseen = { paddingTop: items[0]?.start ?? 0, paddingBottom: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) };
  return (
    // Scrolls by keyboard too, so the keyboard must be able to stop here.
    <div ref={scroller} className={css.list} role="region" aria-label="All problems" tabIndex={0}>
      <ul aria-label="Problems" style={unseen}>
        {items.map(({ index }) => {
          const problem = problems[index];
          return (
            problem && (
              <li key={index} ref={virtual.measureElement} data-index={index} className={css.problem}>
                <p className={css.place}>{problem.place}</p>
                <p>{sentence(problem.message)}</p>
                <p className={css.more}>
                  {problem.help !== null && <span>{sentence(problem.help)} </span>}
                  <span className={css.code}>{problem.code}</span>
                </p>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
