import { useId } from 'react';
import type { Node } from './jsonText';
import css from './lead.module.css';
import { readField, writeField } from './payload';

interface Props {
  root: Node;
  isLocked: boolean;
  onLead: (write: (lead: string) => string) => void;
}

/** First and last name side by side, as they are said. */
export function NameCell({ root, isLocked, onLead }: Props) {
  const id = useId();
  return (
    <div className={css.cell}>
      <span className={css.label} id={id}>
        name
      </span>
      <span className={css.pair} role="group" aria-labelledby={id}>
        {(['first_name', 'last_name'] as const).map((key) => {
          const { text, blocked } = readField(root, key);
          const word = key === 'first_name' ? 'first' : 'last';
          return (
            <span key={key} className={css.grow} data-text={text === '' ? (blocked ?? word) : text}>
              <input
                className={css.value}
                aria-label={`${word} name`}
                type="text"
                autoComplete="off"
                spellCheck={false}
                placeholder={blocked ?? word}
                readOnly={isLocked || blocked !== null}
                size={1}
                value={text}
                onChange={(event) => onLead((lead) => writeField(lead, key, event.target.value))}
              />
            </span>
          );
        })}
      </span>
    </div>
  );
}
