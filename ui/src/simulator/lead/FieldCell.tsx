import { useId, useState } from 'react';
import { classes } from '../../parts/classes';
import type { FieldFace } from './fields';
import css from './lead.module.css';
import type { FieldValue } from './spelling';

interface Props {
  face: FieldFace;
  value: FieldValue;
  isLocked: boolean;
  onText: (text: string) => void;
  /** How the value reads while nobody types. */
  shownAs?: (text: string) => string;
  isWide?: boolean;
}

/** Label left, value right, edited in place. While it is typed into, it shows exactly what is typed. */
export function FieldCell({
  face,
  value,
  isLocked,
  onText,
  shownAs = (text) => text,
  isWide = false,
}: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isBlocked = value.blocked !== null;
  return (
    <div
      className={classes(css.cell, (isWide || face.isLong) && css.wide)}
      title={value.blocked ?? face.hint}
    >
      <label className={css.label} htmlFor={id}>
        {face.label}
      </label>
      <input
        id={id}
        className={css.value}
        type="text"
        inputMode={face.mode}
        autoComplete="off"
        spellCheck={false}
        readOnly={isLocked || isBlocked}
        placeholder={isBlocked ? `${value.blocked ?? ''}: see the JSON` : undefined}
        title={value.text === '' ? undefined : shownAs(value.text)}
        value={typed ?? shownAs(value.text)}
        onChange={(event) => {
          setTyped(event.target.value);
          onText(event.target.value);
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}
