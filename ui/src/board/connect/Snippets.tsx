import { useState } from 'react';
import type { Snippet } from '../../ipc';
import css from './ConnectDialog.module.css';
import { Copy } from './Copy';

/** Code to paste, one way at a time, with the channel filled in. */
export function Snippets({ snippets, revealed }: { snippets: readonly Snippet[]; revealed: boolean }) {
  const [kind, setKind] = useState(snippets[0]?.kind);
  const shown = snippets.find((snippet) => snippet.kind === kind);
  if (!shown) return null;
  return (
    <section className={css.snippets} aria-label="Snippets">
      <div className={css.bar}>
        <fieldset className={css.kinds}>
          <legend className="said">Way to send leads</legend>
          {snippets.map((snippet) => (
            <label key={snippet.kind} className={css.kind} data-on={snippet.kind === kind}>
              <input
                type="radio"
                name="snippet"
                className="said"
                checked={snippet.kind === kind}
                onChange={() => setKind(snippet.kind)}
              />
              {snippet.title}
            </label>
          ))}
        </fieldset>
        <Copy key={shown.kind} what={`the ${shown.title} snippet`} text={shown.text} />
      </div>
      <pre role="region" aria-label={`The ${shown.title} snippet`} tabIndex={0} className={css.snippet}>
        {revealed ? shown.text : shown.masked_text}
      </pre>
    </section>
  );
}
