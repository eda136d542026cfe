import { count } from '../frame/words';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import css from '../parts/DialogForm.module.css';
import { closeWindow } from './closing';
import { isChanged, useDrafts } from './drafts';

/** Before the window closes over editors that hold what is not in the book. */
export function UnsavedDialog({ onClose }: { onClose: () => void }) {
  const editors = useDrafts(({ editing }) => Object.values(editing).filter(isChanged).length);
  return (
    <Dialog title="Close without saving?" onClose={onClose}>
      <div className={css.form}>
        <p className={css.words}>
          {count(editors, 'open editor holds', 'open editors hold')} changes that are not saved. Whatever
          was saved is kept.
        </p>
        <div className={css.actions}>
          <Button onClick={onClose}>Go on editing</Button>
          <Button look="danger" onClick={() => void closeWindow()}>
            Throw away and close
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
