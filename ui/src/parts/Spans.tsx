import type { Span } from '../ipc';
import css from './Spans.module.css';
import { Words } from './Words';

/** The engine's sentences: runs of text, each in one tone. */
export function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ text, tone }, index) =>
    tone === 'plain' ? (
      <Words key={index} of={text} />
    ) : (
      <span key={index} className={css[tone]}>
        <Words of={text} />
      </span>
    ),
  );
}
