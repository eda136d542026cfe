// What the engine says about the lead in front: the outcome, the trace, what is wrong with the payload.
import { ErrorState } from '../../parts/States';
import { useApp } from '../../state/store';
import { useLeads } from '../leads';
import { Trace } from '../trace/Trace';
import css from './outcome.module.css';
import { CopyOutcome } from './CopyOutcome';
import { OutcomeCard } from './OutcomeCard';
import { PayloadNotes } from './PayloadNotes';

export function Answer({ onPlace }: { onPlace: (place: string) => void }) {
  const simulation = useApp((state) => state.simulation);
  const error = useApp((state) => state.leadError);
  const isUnreadable = useLeads((state) => state.problem !== null);
  const isOurs = useLeads((state) => state.seenTab === state.tabs.front);
  // Between two leads the old answer keeps its place for a moment, so that nothing flickers.
  const isShown = simulation !== null && (isOurs || (error === null && !isUnreadable));
  const before = useLeads((state) => state.seen.before);
  const stale = isUnreadable ? 'As it was before the error in the JSON' : error ? 'As it was before' : null;
  return (
    <div className={css.answer} aria-hidden={isShown && !isOurs}>
      {error && !isUnreadable && (
        <div className={css.error}>
          <ErrorState error={error} />
        </div>
      )}
      {isShown && (
        <>
          <OutcomeCard simulation={simulation} before={before} stale={stale} />
          <div className={css.why} data-stale={stale !== null}>
            <div className={css.whyHead}>
              <h3 className={css.whyTitle}>Why</h3>
              <CopyOutcome simulation={simulation} />
            </div>
            <Trace steps={simulation.steps} />
          </div>
          <PayloadNotes problems={simulation.problems} ignored={simulation.ignored} onPlace={onPlace} />
        </>
      )}
      {!isShown && isUnreadable && (
        <p className={css.unread}>The outcome shows here as soon as the JSON can be read.</p>
      )}
    </div>
  );
}
