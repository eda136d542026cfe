import { type SubmitEvent, useState } from 'react';
import type { AppError } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import css from '../parts/DialogForm.module.css';
import { chooseBookToOpen, importBook } from '../state/book';
import { FileField } from './FileField';
import { Refusal } from './Refusal';

export function OpenBookDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const open = async (path: string) => {
    if (path.trim() === '') return;
    setBusy(true);
    setRefusal(await importBook(path.trim()));
    setBusy(false);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void open(file);
  };
  const browse = async () => {
    const chosen = await chooseBookToOpen();
    if (chosen === null) return;
    setFile(chosen);
    await open(chosen);
  };
  return (
    <Dialog title="Open a book" wide onClose={onClose}>
      <form className={css.form} onSubmit={onSubmit}>
        <p className={css.words}>
          The book replaces the whole draft: accounts, people, channels and rules. One undo brings the old draft back.
        </p>
        <FileField label="Book file" value={file} onChange={setFile} onBrowse={() => void browse()} />
        {refusal && <Refusal error={refusal} />}
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy || file.trim() === ''}>
            {refusal ? 'Open again' : 'Open'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
