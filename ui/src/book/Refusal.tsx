import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { count } from '../frame/words';
import type { AppError, Problem } from '../ipc';
import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { ErrorState, sentence } from '../parts/States';
import { sayFailure } from '../state/notice';
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
        <CopyButton text={() => problemsAsText(error)} />
      </div>
      <ProblemList problems={error.problems} />
    </section>
  );
}

function CopyButton({ text }: { text: () => string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text()).then(() => setCopied(true), sayFailure);
  };
  return (
    <Button look="quiet" onClick={copy}>
      <Sign of={copied ? 'check' : 'copy'} />
      {copied ? 'Copied' : 'Copy all'}
    </Button>
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
