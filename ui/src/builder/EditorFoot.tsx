import { Button } from '../parts/Button';
import { cancel, giveUp } from './actions';
import css from './builder.module.css';
import type { Editing } from './drafts';

interface Props {
  editing: Editing;
  onSave: () => void;
  onGoOn: () => void;
}

/** What ends an editor; where changes would be lost it asks first. */
export function EditorFoot({ editing, onSave, onGoOn }: Props) {
  const { key, target, asking } = editing;
  if (asking) {
    return (
      <div className={css.foot} data-foot role="alertdialog" aria-label="Throw the changes away?">
        <span>Throw the changes away?</span>
        <Button look="danger" onClick={() => giveUp(key)}>
          Throw away
        </Button>
        {/* Asked by Escape, answered by the keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
        <Button autoFocus title="Escape" onClick={onGoOn}>
          Go on editing
        </Button>
      </div>
    );
  }
  return (
    <div className={css.foot} data-foot>
      <Button look="primary" title="Ctrl+Enter" onClick={onSave}>
        {target.kind === 'new' ? 'Add the rule' : 'Save'}
      </Button>
      <Button look="quiet" title="Escape" onClick={() => cancel(key)}>
        Cancel
      </Button>
    </div>
  );
}
