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
  invalid?: boolean;
  describedBy?: string | undefined;
  /** What answers `query`; blank asks for the first to show. */
  query: string;
  onQuery: (query: string) => void;
  choices: readonly Choice[];
  onChoose: (choice: Choice) => void;
}

/** Chooses one of many by typing; what was chosen before stays until another is. */
export function Picker(props: Props) {
  const { label, value, width, placeholder, invalid, describedBy, query, onQuery, choices, onChoose } = props;
  const [open, setOpen] = useState(false);
  return (
    <span className={css.picker} style={{ width }}>
      <Combobox
        label={label}
        className={css.input}
        text={open ? query : value}
        placeholder={open && value !== '' ? value : placeholder}
        choices={choices}
        invalid={invalid ?? false}
        describedBy={describedBy}
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
