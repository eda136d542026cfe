import { useId, useRef } from 'react';
import { checkExpression } from './actions';
import css from './builder.module.css';
import { useEditor } from './editing';
import { Problems } from './Problems';
import { useAnswer } from './useAnswer';

interface Props {
  expression: string;
  onExpression: (expression: string) => void;
}

/** A CEL expression, judged as it is typed, with what it answers on each sample. */
export function ExpressionField({ expression, onExpression }: Props) {
  const { channel } = useEditor();
  const area = useRef<HTMLTextAreaElement>(null);
  const said = useId();
  const asked = expression.trim() === '' ? null : `${channel} ${expression}`;
  const check = useAnswer(asked, () => checkExpression(channel, expression));
  const error = check?.error ?? null;
  const show = () => {
    if (error?.line == null) return;
    const start = expression.split('\n').slice(0, error.line - 1).join('\n').length + (error.line > 1 ? 1 : 0);
    const at = start + (error.column ?? 1) - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };
  return (
    <div className={css.expression}>
      <textarea
        ref={area}
        aria-label="Expression over lead, agents and now"
        aria-invalid={error !== null}
        aria-describedby={error ? said : undefined}
        className={css.code}
        rows={Math.min(Math.max(expression.split('\n').length, 2), 10)}
        spellCheck={false}
        placeholder={'lead.price > 2000000 ? "agent-id" : null'}
        value={expression}
        onChange={(event) => onExpression(event.target.value)}
      />
      {error?.line != null && (
        <button type="button" className={css.at} onClick={show}>
          line {error.line}, character {error.column ?? 1}
        </button>
      )}
      <Problems
        id={said}
        problems={error ? [{ code: 'expression', place: '', message: error.message, help: null }] : []}
      />
      {check && !error && check.tries.length > 0 && (
        <ul aria-label="On the samples" className={css.answers}>
          {check.tries.map(({ sample, name, words }) => (
            <li key={sample}>
              <span className={css.calm}>{name}:</span> {words ?? 'nobody'}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
