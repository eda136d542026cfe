import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { goTo } from '../board/goTo';
import type { Found, Hit } from '../ipc';
import { Dialog } from '../parts/Dialog';
import { Sign } from '../parts/icons';
import { Words } from '../parts/Words';
import { findRules } from '../state/find';
import { sayFailure } from '../state/notice';
import css from './FindDialog.module.css';
import { foundWords, hitPlace, hitTitle, mentionWords } from './words';

/** Which rules, fallbacks and channels mention a value, a name or an agent; Enter goes there. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const found = useFound(text.trim());
  const hits = found?.hits ?? [];
  const here = Math.min(place, hits.length - 1);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [here, found]);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void goTo(hit.channel, hit.rule);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = hits;
    if (event.key === 'ArrowDown') setPlace((here + 1) % Math.max(length, 1));
    else if (event.key === 'ArrowUp') setPlace((here - 1 + length) % Math.max(length, 1));
    else if (event.key === 'Enter') go(hits[here]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Find in the rules" bare wide onClose={onClose}>
      <div className={css.field}>
        <Sign of="search" />
        <input
          className={css.input}
          role="combobox"
          aria-label="Find in the rules"
          aria-expanded={hits.length > 0}
          aria-controls="hits"
          aria-activedescendant={hits[here] ? hitId(here) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Which rules mention… 75205, Zillow, an agent"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className={found ? css.count : 'said'} role="status">
        {found && foundWords(found)}
      </p>
      <div ref={list} id="hits" role="listbox" aria-label="Places that mention it" className={css.list}>
        {hits.map((hit, index) => (
          // The keys of a hit are the combobox's.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={`${hit.channel} ${hit.rule ?? hit.title}`}
            id={hitId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === here}
            className={css.hit}
            onClick={() => go(hit)}
          >
            <span className={css.title}>
              <b>
                <Words of={hitTitle(hit)} />
              </b>{' '}
              <span className={css.aside}>
                <Words of={hitPlace(hit)} />
              </span>
            </span>
            <span className={css.mentions}>
              <Words of={mentionWords(hit)} />
            </span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function hitId(index: number): string {
  return `hit-${index}`;
}

/** What answers the newest text; the last answer stays until the next is in. */
function useFound(text: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (text === '') return;
    let newest = true;
    findRules(text).then(
      (answer) => newest && setFound(answer),
      (cause: unknown) => newest && sayFailure(cause),
    );
    return () => {
      newest = false;
    };
  }, [text]);
  return text === '' ? null : found;
}
