import { refusalWords } from '../../book/problems';
import { useAnswer } from '../../builder/useAnswer';
import { count } from '../../frame/words';
import type { Edit } from '../../ipc';
import { movedSamples } from '../../simulator/samples/moved';
import { readPreview } from '../../state/preview';
import { useApp } from '../../state/store';
import css from './DepartureDialog.module.css';

/** What an edit would do to the samples, in a room of one size, so that no button moves under a hand. */
export function Effect({ edit }: { edit: Edit | null }) {
  return (
    <div className={css.moves}>
      <Said edit={edit} />
    </div>
  );
}

/** `null` while the edit cannot be made yet. */
function Said({ edit }: { edit: Edit | null }) {
  const samples = useApp((state) => state.samples);
  const asked = edit === null ? null : JSON.stringify(edit);
  const preview = useAnswer(asked, () => readPreview(edit ?? NOTHING));
  if (!preview) return <p className={css.aside}>Then the effect on the samples shows here.</p>;
  if (preview.refused) return <p className={css.problem}>{refusalWords(preview.refused)}</p>;
  const moved = movedSamples(samples, preview.samples);
  if (moved.length === 0) {
    return <p className={css.aside}>{samples.length === 0 ? 'There are no samples to try it on.' : 'No sample would land elsewhere.'}</p>;
  }
  return (
    <>
      <p>{`${moved.length} of ${count(samples.length, 'sample', 'samples')} would land elsewhere:`}</p>
      <ul>
        {moved.map(({ sample, name, before, after }) => (
          <li key={sample}>
            <b>{name}</b>
            <p className={css.aside}>Now: {before}</p>
            <p>Then: {after}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

const NOTHING: Edit = { kind: 'delete_rules', rules: [] };
