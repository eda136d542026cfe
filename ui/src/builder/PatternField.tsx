import { useRef } from 'react';
import { count } from '../frame/words';
import { checkPattern } from './actions';
import css from './builder.module.css';
import { CodeField } from './code/CodeField';
import { offsetOf } from './code/tokens';
import { useAnswer } from './useAnswer';
import type { ValueProps } from './ValueEditor';
import { limitsOf } from './values';

/** A regular expression, judged and tried as it is typed. */
export function PatternField({ field, value, invalid, describedBy, onValue }: ValueProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = String(limitsOf(value)[0]);
  const check = useAnswer(text === '' ? null : `${field.name} ${text}`, () => checkPattern(field.name, text));
  const error = check?.error ?? null;
  const at = error?.column == null ? null : offsetOf(text, 1, error.column);
  const hits = check?.tries.filter(({ passed, words }) => passed && words !== null).map(({ words }) => words) ?? [];
  return (
    <span className={css.pattern}>
      <CodeField
        ref={area}
        language="regex"
        label="Regular expression"
        text={text}
        wrong={at}
        invalid={invalid || error !== null}
        describedBy={describedBy}
        lines={1}
        onText={onValue}
      />
      {error?.column != null && (
        <button
          type="button"
          className={css.at}
          onClick={() => {
            area.current?.focus();
            area.current?.setSelectionRange(at, (at ?? 0) + 1);
          }}
        >
          at character {error.column}
        </button>
      )}
      {check && !error && (
        <span className={css.calm} title={hits.join('\n')}>
          {count(check.matched, 'sample', 'samples')}
        </span>
      )}
    </span>
  );
}
