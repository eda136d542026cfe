import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { goTo } from '../board/goTo';
import type { Hit } from '../ipc';
import { Dialog } from '../parts/Dialog';
import { Sign } from '../parts/icons';
import { useMark } from '../parts/mark';
import { useFound } from '../parts/useFound';
import { Words } from '../parts/Words';
import { findRules } from '../state/find';
import { sayFailure } from '../state/notice';
import css from './FindDialog.module.css';
import { foundWords, hitPlace, hitTitle, mentionWords, stillHits } from './words';

/** Which rules, fallbacks and channels mention a value, a name or an agent; Enter goes there. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const asked = text.trim();
  const found = useFound(asked, null, findRules, sayFailure);
  const isAnswered = found?.asked === asked;
  const hits = !found ? [] : isAnswered ? found.answer.hits : stillHits(found.answer, asked);
  const { here, onArrow, onWords } = useMark(hits.map(idOf));
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
    if (event.key === 'Enter') go(hits[here]);
    else if (!onArrow(event.key)) return;
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
            onWords();
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className={found ? css.count : 'said'} role="status">
        {isAnswered && foundWords(found.answer)}
      </p>
      <div ref={list} id="hits" role="listbox" aria-label="Places that mention it" className={css.list}>
        {hits.map((hit, index) => (
          // The keys of a hit are the combobox's.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={idOf(hit)}
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

function idOf({ channel, rule, title }: Hit): string {
  return `${channel} ${rule ?? title}`;
}
