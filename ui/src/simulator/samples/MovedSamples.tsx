// The samples that the last edit, undo or redo sent elsewhere: one line, which opens to before and after.
import { useState } from 'react';
import { changedWords } from '../../frame/words';
import { useApp } from '../../state/store';
import { choose } from '../leads';
import { movedSamples } from './moved';
import css from './MovedSamples.module.css';

export function MovedSamples() {
  const [isOpen, setOpen] = useState(false);
  const samples = useApp((state) => state.samples);
  const outcomes = useApp((state) => state.outcomes);
  const moved = movedSamples(samples, outcomes ?? []);
  if (moved.length === 0) return null;
  return (
    <details className={css.moved} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.head}>{changedWords(moved.length, samples.length)}</summary>
      <ul className={css.list}>
        {(isOpen ? moved : []).map(({ sample, name, before, after }) => (
          <li key={sample} className={css.sample}>
            <button type="button" className={css.name} onClick={() => void choose(sample)}>
              {name}
            </button>
            <p className={css.before}>Before: {before}</p>
            <p>Now: {after}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
