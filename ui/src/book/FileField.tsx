import { useId } from 'react';
import { Button } from '../parts/Button';
import css from './FileField.module.css';

interface Props {
  label: string;
  value: string;
  placeholder?: string | undefined;
  onChange: (file: string) => void;
  onBrowse: () => void;
}

export function FileField({ label, value, placeholder = '/path/to/book.json', onChange, onBrowse }: Props) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <div className={css.file}>
        <input
          id={id}
          className={css.path}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
        <Button onClick={onBrowse}>Browse…</Button>
      </div>
    </div>
  );
}
