import { useEffect, useRef, useState } from 'react';
import { Button } from '../../parts/Button';
import css from './samples.module.css';

interface Props {
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Asks for a sample's name in place; Enter keeps, Escape leaves. */
export function SaveForm({ onSave, onClose }: Props) {
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = () => {
    if (name.trim() === '') return;
    onSave(name.trim());
    onClose();
  };
  return (
    <div className={css.naming}>
      <input
        ref={field}
        className={css.nameField}
        aria-label="Name of the sample"
        placeholder="Name of the sample"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
          if (event.key === 'Escape') onClose();
        }}
      />
      <Button look="quiet" onClick={onClose}>
        Cancel
      </Button>
      <Button disabled={name.trim() === ''} onClick={save}>
        Save
      </Button>
    </div>
  );
}
