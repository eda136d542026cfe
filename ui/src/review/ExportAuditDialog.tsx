import { type SubmitEvent, useState } from 'react';
import { FileField } from '../book/FileField';
import css from '../book/BookDialog.module.css';
import type { AppError } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { ErrorState } from '../parts/States';
import { chooseWhereToSaveAudit, exportAudit } from '../state/rechat';

export function ExportAuditDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const write = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const problem = await exportAudit(file.trim());
    setBusy(false);
    setRefusal(problem);
    if (!problem) onClose();
  };
  const browse = async () => {
    const chosen = await chooseWhereToSaveAudit('pushes.json');
    if (chosen !== null) setFile(chosen);
  };
  return (
    <Dialog title="Export the list of pushes" wide onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void write(event)}>
        <p className={css.words}>
          Writes every push of this mirror as one JSON file: who, when, the plan in words and the result of each call.
          Channel ids are masked.
        </p>
        <FileField label="Write to" value={file} placeholder="/path/to/pushes.json" onChange={setFile} onBrowse={() => void browse()} />
        {refusal && <ErrorState error={refusal} />}
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
