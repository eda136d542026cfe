import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Dialog } from '../parts/Dialog';
import { Kbd } from '../parts/Kbd';
import { Sign } from '../parts/icons';
import { useMark } from '../parts/mark';
import { useFound } from '../parts/useFound';
import { findRows } from '../state/find';
import { sayFailure } from '../state/notice';
import { useApp } from '../state/store';
import { isIn } from '../tree/view';
import { accounts, standing } from './entries';
import css from './Palette.module.css';
import { type Entry, grouped, ranked } from './rank';

/** Reaches everything by typing: a combobox over a list of entries. */
export function Palette({ onClose }: { onClose: () => void }) {
  const edits = useApp((state) => state.edits);
  const board = useApp((state) => state.board);
  const channel = useApp((state) => state.channel);
  const samples = useApp((state) => state.samples);
  const status = useApp((state) => state.rechat.status);
  const [query, setQuery] = useState('');
  const { found, isAnswered } = useAccounts(query.trim());
  const groups = grouped([...found, ...ranked(standing({ edits, board, channel, samples, status }), query)]);
  const entries = groups.flatMap((group) => group.entries);
  const { here, onArrow, onWords } = useMark(entries.map(({ id }) => id));
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [here, query]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') run(entries[here]);
    else if (!onArrow(event.key)) return;
    event.preventDefault();
  };
  return (
    <Dialog title="Search or run a command" bare onClose={onClose}>
      <div className={css.field}>
        <Sign of="search" />
        <input
          className={css.input}
          role="combobox"
          aria-label="Search or run a command"
          aria-expanded
          aria-controls="palette"
          aria-activedescendant={entries[here] ? optionId(here) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="An account, a channel, a sample, a command"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            onWords();
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id="palette" role="listbox" aria-label="Entries" className={css.list}>
        {groups.map(({ group, entries: some }) => (
          <div key={group} role="group" aria-label={group}>
            <p className={css.group} aria-hidden>
              {group}
            </p>
            {some.map((entry) => {
              const index = entries.indexOf(entry);
              return <Option key={entry.id} entry={entry} index={index} here={index === here} onRun={run} />;
            })}
          </div>
        ))}
      </div>
      <p role="status" className={entries.length === 0 ? css.none : 'said'}>
        {entries.length === 0 && isAnswered && `Nothing answers to “${query.trim()}”.`}
      </p>
    </Dialog>
  );
}

interface OptionProps {
  entry: Entry;
  index: number;
  here: boolean;
  onRun: (entry: Entry) => void;
}

function Option({ entry, index, here, onRun }: OptionProps) {
  return (
    // The keys of an option are the combobox's.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={optionId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={here}
      className={css.option}
      onClick={() => onRun(entry)}
    >
      <span className={css.label}>{entry.label}</span>
      {entry.detail !== undefined && <span className={css.detail}>{entry.detail}</span>}
      {entry.keys !== undefined && <Kbd keys={entry.keys} />}
    </div>
  );
}

function optionId(index: number): string {
  return `entry-${index}`;
}

/** The accounts that answer what is typed: until their answer is in, of the last only those so called. */
function useAccounts(query: string): { found: Entry[]; isAnswered: boolean } {
  const tree = useApp((state) => state.tree);
  const found = useFound(query, tree, findRows, sayFailure);
  if (!tree || !found) return { found: [], isAnswered: query === '' };
  const { asked, answer } = found;
  const isAnswered = asked === query;
  const rows = isAnswered ? answer : answer.filter((row) => isIn(tree.name(row), query));
  return { found: accounts(tree, rows), isAnswered };
}
