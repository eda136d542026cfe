import type { SampleLanding } from '../ipc';
import { Badge } from '../parts/Chip';
import { Words } from '../parts/Words';
import { count } from '../frame/words';
import css from './ReviewView.module.css';
import { landingWords, samplesWords } from './words';

interface Props {
  samples: readonly SampleLanding[];
  /** Whether Rechat shows its rules; where it does not, they are what this mirror last knew of them. */
  isKnown: boolean;
}

/** Where the sample leads land: at the last pull, in Rechat now, and after the push. */
export function Samples({ samples, isKnown }: Props) {
  if (samples.length === 0) return null;
  const changed = samples.filter((sample) => sample.changed);
  const same = samples.filter((sample) => !sample.changed);
  const now = isKnown ? 'In Rechat now' : 'In Rechat, as last known';
  return (
    <section className={css.section} aria-label="Sample leads">
      <div className={css.head}>
        <h3 className={css.title}>Sample leads</h3>
        <span className={css.count}>{samplesWords(samples)}</span>
      </div>
      <div className={css.card}>
        {changed.map((sample) => (
          <Landing key={sample.sample} sample={sample} now={now} />
        ))}
        {same.length > 0 && (
          <details className={css.same}>
            <summary className={css.summary}>{count(same.length, 'lead lands', 'leads land')} as {isKnown ? 'in Rechat now' : 'last known'}</summary>
            {same.map((sample) => (
              <Landing key={sample.sample} sample={sample} now={now} />
            ))}
          </details>
        )}
      </div>
    </section>
  );
}

function Landing({ sample: { name, base, theirs, merged, changed }, now }: { sample: SampleLanding; now: string }) {
  const byOthers = base !== theirs;
  return (
    <div className={css.landing}>
      <p className={css.lead}>
        <bdi>{name}</bdi> {changed && <Badge tone="warn">changes</Badge>}
        {byOthers && <Badge>changed by others</Badge>}
      </p>
      <dl className={css.where}>
        {byOthers && <Where at="At the last pull" landing={base} />}
        <Where at={now} landing={theirs} />
        {changed && <Where at="After the push" landing={merged} />}
      </dl>
    </div>
  );
}

function Where({ at, landing }: { at: string; landing: string | null }) {
  return (
    <>
      <dt>{at}</dt>
      <dd>
        <Words of={landingWords(landing)} />
      </dd>
    </>
  );
}
