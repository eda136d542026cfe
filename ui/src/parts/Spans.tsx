import type { Span } from '../ipc';
import css from './Spans.module.css';

/** The engine's sentences: runs of text, each in one tone. */
export function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ text, tone }, index) =>
    tone === 'plain' ? (
      text
    ) : (
      <span key={index} className={css[tone]}>
        {text}
      </span>
    ),
  );
}
