// The payload's text with line numbers and its first error. Lines never wrap, so that numbers and
// lines stay side by side.
import { useEffect, useId, useRef } from 'react';
import type { Asked } from '../SimulatorPanel';
import type { SyntaxProblem } from './jsonText';
import css from './json.module.css';
import { spanOfPlace } from './place';

interface Props {
  text: string;
  problem: SyntaxProblem | null;
  asked: Asked | null;
  onAnswered: () => void;
  onText: (text: string) => void;
}

const LEAST = 8;
const MOST = 22;

export function JsonEditor({ text, problem, asked, onAnswered, onText }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const said = useId();
  const lines = text.split('\n').length;
  const select = (from: number, to: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  useEffect(() => {
    if (!asked) return;
    const span = asked.place === '' ? null : spanOfPlace(text, asked.place);
    if (span) select(span.from, span.to);
    else if (problem) select(problem.offset, problem.offset);
    onAnswered();
  }, [asked, text, problem, onAnswered]);
  return (
    <div className={css.editor} data-broken={problem !== null}>
      <div className={css.frame}>
        <ol ref={gutter} className={css.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            <li key={index} data-broken={problem?.line === index + 1}>
              {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          ref={area}
          className={css.text}
          aria-label="The lead as JSON"
          aria-invalid={problem !== null}
          aria-describedby={problem ? said : undefined}
          rows={Math.min(Math.max(lines, LEAST), MOST)}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onScroll={(event) => {
            if (gutter.current)
              gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
          }}
        />
      </div>
      {problem && (
        <button
          type="button"
          id={said}
          className={css.problem}
          onClick={() => select(problem.offset, problem.offset)}
        >
          <b>
            Line {problem.line}, column {problem.column}:
          </b>{' '}
          {problem.message}
        </button>
      )}
    </div>
  );
}
