import { useId, useRef } from 'react';
import { checkExpression } from './actions';
import css from './builder.module.css';
import { CodeField } from './code/CodeField';
import { offsetOf } from './code/tokens';
import { useEditor } from './editing';
import { ExpressionHelp } from './ExpressionHelp';
import { Problems } from './Problems';
import { useAnswer } from './useAnswer';

interface Props {
  expression: string;
  /** Where it is told that there is none, though there must be. */
  missing: string | undefined;
  onExpression: (expression: string) => void;
}

/** A CEL expression, judged as it is typed, with what it answers on each sample. */
export function ExpressionField({ expression, missing, onExpression }: Props) {
  const { channel } = useEditor();
  const area = useRef<HTMLTextAreaElement>(null);
  const said = useId();
  const asked = expression.trim() === '' ? null : `${channel} ${expression}`;
  const check = useAnswer(asked, () => checkExpression(channel, expression));
  const error = check?.error ?? null;
  const at = error?.line == null ? null : offsetOf(expression, error.line, error.column);
  const show = () => {
    area.current?.focus();
    area.current?.setSelectionRange(at, (at ?? 0) + 1);
  };
  return (
    <div className={css.expression}>
      <CodeField
        ref={area}
        language="cel"
        label="Expression over lead, agents and now"
        text={expression}
        wrong={at}
        invalid={error !== null || missing !== undefined}
        describedBy={error ? said : missing}
        placeholder={'lead.listing.price > 2000000 ? "agent-id" : null'}
        lines={2}
        onText={onExpression}
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
      <ExpressionHelp />
    </div>
  );
}
