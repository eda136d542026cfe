import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { AppError } from '../ipc';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import css from '../parts/DialogForm.module.css';
import { FileField } from './FileField';
import { Refusal } from './Refusal';

interface Props {
  title: string;
  placeholder?: string;
  /** What is written, and what for. */
  children: ReactNode;
  choose: () => Promise<string | null>;
  /** Closes the dialog where it answers nothing. */
  write: (file: string) => Promise<AppError | null>;
  onClose: () => void;
}

/** Asks for a file and writes it; a refusal stays in sight beside the name that was refused. */
export function WriteFileDialog({ title, placeholder, children, choose, write, onClose }: Props) {
  const [file, setFile] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const refused = await write(file.trim());
    setBusy(false);
    setRefusal(refused);
    if (!refused) onClose();
  };
  const browse = async () => {
    const chosen = await choose();
    if (chosen !== null) setFile(chosen);
  };
  return (
    <Dialog title={title} wide onClose={onClose}>
      <form className={css.form} onSubmit={(event) => void onSubmit(event)}>
        <p className={css.words}>{children}</p>
        <FileField label="Write to" value={file} placeholder={placeholder} onChange={setFile} onBrowse={() => void browse()} />
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
