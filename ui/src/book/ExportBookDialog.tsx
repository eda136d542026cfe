import { type SubmitEvent, useState } from 'react';
import type { AppError } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { chooseWhereToSave, exportBook } from '../state/book';
import { useApp } from '../state/store';
import css from './BookDialog.module.css';
import { FileField } from './FileField';
import { bookName } from './problems';
import { Refusal } from './Refusal';

export function ExportBookDialog({ onClose }: { onClose: () => void }) {
  const title = useApp((state) => state.opened?.title ?? '');
  const [file, setFile] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const write = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(await exportBook(file.trim()));
    setBusy(false);
  };
  const browse = async () => {
    const chosen = await chooseWhereToSave(bookName(title));
    if (chosen !== null) setFile(chosen);
  };
  return (
    <Dialog title="Export the book" wide onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void write(event)}>
        <p className={css.words}>
          Writes the draft as one JSON file, always the same bytes for the same draft, so it can be kept and compared.
        </p>
        <FileField label="Write to" value={file} onChange={setFile} onBrowse={() => void browse()} />
        {refusal && <Refusal error={refusal} />}
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy || file.trim() === ''}>
            Export
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
