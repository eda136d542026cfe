import type { Ref } from 'react';
import css from './CodeField.module.css';
import { Coloured } from './Coloured';
import type { Language } from './tokens';

interface Props {
  language: Language;
  label: string;
  text: string;
  /** Where the engine found something wrong, in the text; `null` for nowhere. */
  wrong: number | null;
  invalid: boolean;
  describedBy: string | undefined;
  placeholder?: string;
  /** Lines at least; a field of one takes no line breaks. */
  lines: number;
  ref: Ref<HTMLTextAreaElement>;
  onText: (text: string) => void;
}

/**
 * A plain text field whose letters are drawn in colour behind it: what is typed, heard, selected and
 * taken back is the platform's own. Both wrap alike, and the drawing gives the height.
 */
export function CodeField({ language, label, text, wrong, invalid, describedBy, placeholder, lines, ref, onText }: Props) {
  return (
    <div className={css.field} dir="ltr" data-invalid={invalid}>
      <pre aria-hidden className={css.drawn} style={{ minHeight: `calc(${lines} * 1lh + 2 * var(--pad) + 2px)` }}>
        <Coloured language={language} text={text} wrong={wrong} />
        {/* A last line without letters has its height too. */}
        {'\n'}
      </pre>
      <textarea
        ref={ref}
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        rows={1}
        className={css.typed}
        placeholder={placeholder}
        value={text}
        onChange={({ target }) => onText(lines === 1 ? target.value.replaceAll(/[\r\n]+/gu, '') : target.value)}
        onKeyDown={(event) => {
          if (lines === 1 && event.key === 'Enter') event.preventDefault();
        }}
      />
    </div>
  );
}
