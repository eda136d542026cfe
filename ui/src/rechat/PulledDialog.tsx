import { count } from '../frame/words';
import type { PlanLine } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { sentence } from '../parts/States';
import { showView } from '../state/notice';
import { useApp } from '../state/store';
import css from './Rechat.module.css';

/** What the last pull brought, where somebody should know. */
export function PulledDialog({ onClose }: { onClose: () => void }) {
  const pulled = useApp((state) => state.rechat.pulled);
  if (!pulled) return null;
  const { words, draft, changes, conflicts, notes } = pulled;
  const review = () => {
    onClose();
    showView('review');
  };
  return (
    <Dialog title="Pulled from Rechat" onClose={onClose}>
      <div className={css.form}>
        <p className={css.words}>
          {sentence(words)} {sentence(draft)}
        </p>
        {notes.map((note) => (
          <p key={note} className={css.words}>
            {sentence(note)}
          </p>
        ))}
        {changes.length > 0 && <Theirs changes={changes} />}
        {conflicts > 0 && (
          <p>
            {count(conflicts, 'thing was', 'things were')} changed on both sides. Your draft keeps its own until you
            choose in the review.
          </p>
        )}
        <div className={css.actions}>
          {conflicts > 0 && <Button onClick={review}>Review</Button>}
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Theirs({ changes }: { changes: readonly PlanLine[] }) {
  return (
    <>
      <h3 className={css.subhead}>{count(changes.length, 'change', 'changes')} in Rechat since the last pull</h3>
      <ul className={css.changes}>
        {changes.map((change, index) => (
          <li key={index}>{sentence(change.words)}</li>
        ))}
      </ul>
    </>
  );
}
