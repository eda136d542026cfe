import type { Outcome, Simulation, Span } from '../../ipc';
import { Face } from '../../parts/Face';
import { Sign } from '../../parts/icons';
import { Spans } from '../../parts/Spans';
import { Words } from '../../parts/Words';
import css from './outcome.module.css';

interface Props {
  simulation: Simulation;
  /** Where the lead went before the last edit, if that edit moved it. */
  before: Simulation | null;
  /** Why this is not the answer to what is typed. */
  stale: string | null;
}

const WORDS: Record<Outcome, string> = { assigned: 'Assigned', offered: 'Offered', inbox: 'Inbox' };

/** The headline: where the lead lands, in one sentence. */
export function OutcomeCard({ simulation, before, stale }: Props) {
  const { outcome, sentence, notes } = simulation;
  return (
    <section className={css.card} aria-label="Outcome" data-outcome={outcome} data-stale={stale !== null}>
      {stale !== null && <p className={css.stale}>{stale}</p>}
      <span className={css.emblem} role="img" aria-label={WORDS[outcome]}>
        <Emblem simulation={simulation} />
      </span>
      <div className={css.told}>
        <p className={css.sentence}>
          <Spans spans={settled(sentence)} />
        </p>
        {notes.map((note) => (
          <p key={note} className={css.note}>
            <Words of={note} />
          </p>
        ))}
        {before && (
          <p className={css.before}>
            <b>Before your edit:</b> <Spans spans={settled(before.sentence)} />
          </p>
        )}
      </div>
    </section>
  );
}

/** What made a lead land failed nothing, even where a rule asks for a test to fail. */
function settled(sentence: readonly Span[]): Span[] {
  return sentence.map(({ text, tone }) => ({ text, tone: tone === 'fail' ? 'plain' : tone }));
}

function Emblem({ simulation: { outcome, agents } }: { simulation: Simulation }) {
  const [first] = agents;
  if (outcome === 'inbox' || !first) return <Sign of="inbox" />;
  if (outcome === 'offered') return <Sign of="clock" />;
  return (
    <>
      <Face {...first} size="m" chosen />
      {agents.length > 1 && <span className={css.others}>+{agents.length - 1}</span>}
    </>
  );
}
