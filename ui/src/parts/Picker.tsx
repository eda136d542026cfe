import { useState } from 'react';
import type { Choice } from './Choices';
import { Combobox } from './Combobox';
import css from './Picker.module.css';

interface Props {
  label: string;
  /** What is chosen, in words, while nobody types. */
  value: string;
  width: string;
  placeholder?: string;
  /** What answers `query`; blank asks for the first to show. */
  query: string;
  onQuery: (query: string) => void;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
}

/** Chooses one of many by typing; what was chosen before stays until another is. */
export function Picker({ label, value, width, placeholder, query, onQuery, choices, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <span className={css.picker} style={{ width }}>
      <Combobox
        label={label}
        className={css.input}
        text={open ? query : value}
        placeholder={open && value !== '' ? value : placeholder}
        choices={choices}
        none="Nothing answers to that."
        onText={onQuery}
        onPick={onChoose}
        onOpen={(next) => {
          setOpen(next);
          if (!next) onQuery('');
        }}
      />
    </span>
  );
}
