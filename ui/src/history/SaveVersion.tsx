import { type SubmitEvent, useState } from 'react';
import { refusalWords } from '../book/problems';
import { Button } from '../parts/Button';
import { useAlone } from '../parts/useAlone';
import { saveVersion } from '../state/history';
import css from './HistoryView.module.css';

/** Keeps the draft as it is, under a note. */
export function SaveVersion({ onSaved }: { onSaved: () => void }) {
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const save = useAlone(async () => {
    const refusal = await saveVersion(note.trim());
    setProblem(refusal && refusalWords(refusal));
    if (refusal) return;
    setNote('');
    onSaved();
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={css.save} onSubmit={onSubmit}>
      <input
        className={css.note}
        aria-label="Note for a version of the draft as it is"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'note-problem'}
        placeholder="Note, such as “Before Monday’s change”"
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit">Save version</Button>
      {problem !== null && (
        <p id="note-problem" role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </form>
  );
}
