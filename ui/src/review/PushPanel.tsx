import type { PlanLine, Pushed, PushStep, RechatStatus } from '../ipc';
import { Button } from '../parts/Button';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { Reading } from '../rechat/Reading';
import { dismissPush, stopRechat } from '../state/rechat';
import { useApp } from '../state/store';
import { Halted } from './Halted';
import css from './ReviewView.module.css';
import { stateWords, stepsWords } from './words';

/** A push from its first step to what came of it. */
export function PushPanel({ status }: { status: RechatStatus }) {
  const heard = useApp((state) => state.rechat.steps);
  const isReading = useApp((state) => state.rechat.reading !== null);
  const isReadingBack = useApp((state) => state.rechat.isReadingBack);
  const pushed = useApp((state) => state.rechat.pushed);
  const error = useApp((state) => state.rechat.pushError);
  const isRunning = status.busy === 'pushing';
  const steps = heard ?? status.push?.steps ?? [];
  const ended = !isRunning && !status.push ? pushed : null;
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <h3 className={css.title}>{ended ? titleOf(ended) : isRunning ? 'Pushing to Rechat' : 'A push is unfinished'}</h3>
        {steps.length > 0 && (
          <span className={css.count} role="status">
            {isRunning && isReadingBack ? 'Reading back' : stepsWords(steps)}
          </span>
        )}
      </div>
      {isRunning && steps.length === 0 && <Reading what="Read Rechat once more" />}
      {ended && <p className={css.note}>{sentence(ended.words)}</p>}
      {!isRunning && error && (
        <p role="alert" className={css.failure}>
          {sentence(error.message)} {!status.push && error.help !== null && sentence(error.help)}
        </p>
      )}
      <Steps steps={steps} isRunning={isRunning} />
      {isRunning && steps.length > 0 && !isReading && (
        <div className={css.actions}>
          <Button onClick={() => void stopRechat()}>Stop after this step</Button>
        </div>
      )}
      {!isRunning && status.push && <Halted push={status.push} status={status} />}
      {ended && <Left pushed={ended} />}
      {ended && (
        <div className={css.actions}>
          <Button onClick={dismissPush}>Done</Button>
        </div>
      )}
    </div>
  );
}

function titleOf({ outcome }: Pushed): string {
  return outcome === 'done' ? 'Pushed' : 'The push stopped';
}

function Steps({ steps, isRunning }: { steps: readonly PushStep[]; isRunning: boolean }) {
  return (
    <ol className={css.pushSteps} aria-label="Steps">
      {steps.map(({ words, state, result }, index) => (
        <li key={index} data-state={state}>
          <span className={css.state}>{stateWords(state, isRunning)}</span>
          <div>
            {words.map((line, place) => (
              <p key={place}>
                <Words of={sentence(line)} />
              </p>
            ))}
            {result !== null && result !== 'done' && <p className={css.quiet}>{sentence(result)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What Rechat says afterwards that was not expected. */
function Left({ pushed: { differs, missing } }: { pushed: Pushed }) {
  return (
    <>
      <Lines title="Not in Rechat: still changes of your draft" lines={missing} />
      <Lines title="In Rechat by others; your draft has it now" lines={differs} />
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly PlanLine[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h4 className={css.channel}>{title}</h4>
      <ul className={css.plainLines}>
        {lines.map((line, index) => (
          <li key={index}>
            <Words of={sentence(line.words)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
