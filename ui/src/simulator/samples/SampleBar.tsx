// The leads at hand, as one radio group: arrows walk through them, and what is chosen is simulated.
import { type KeyboardEvent, memo, useRef } from 'react';
import { IconButton } from '../../parts/Button';
import { isStillOn } from '../../parts/focus';
import { Sign } from '../../parts/icons';
import { useApp } from '../../state/store';
import { begin, choose, useLeads } from '../leads';
import css from './samples.module.css';
import { movedWords } from './moved';
import { freshName } from './tabs';

export function SampleBar() {
  const samples = useApp((state) => state.samples);
  const canBegin = useApp((state) => state.channel !== null || state.lead !== null);
  const outcomes = useApp((state) => state.outcomes);
  const words = movedWords(outcomes ?? []);
  const { front, fresh, drafts } = useLeads((state) => state.tabs);
  const bar = useRef<HTMLDivElement>(null);
  const tabs = [
    ...samples.map(({ id, name }) => ({ id, name, isEdited: drafts[id] !== undefined })),
    ...fresh.map((id) => ({ id, name: freshName(id), isEdited: false })),
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const next =
      tabs[
        placeByKey(
          event.key,
          tabs.findIndex(({ id }) => id === front),
          tabs.length,
        )
      ];
    if (!next) return;
    event.preventDefault();
    void choose(next.id);
    bar.current?.querySelector<HTMLElement>(`[data-lead="${CSS.escape(next.id)}"]`)?.focus();
  };
  const beginHere = async () => {
    const from = document.activeElement;
    await begin();
    if (isStillOn(from)) bar.current?.parentElement?.querySelector<HTMLElement>('input[type=text]')?.focus();
  };
  return (
    <div className={css.bar} ref={bar}>
      {tabs.length > 0 && (
        <div role="radiogroup" aria-label="Lead" className={css.chips} onKeyDown={onKeyDown} tabIndex={-1}>
          {tabs.map(({ id, name, isEdited }) => (
            <Chip
              key={id}
              id={id}
              name={name}
              isFront={id === front}
              isStop={id === front || (front === null && id === tabs[0]?.id)}
              moved={words.get(id) ?? null}
              isEdited={isEdited}
            />
          ))}
        </div>
      )}
      <IconButton label="New lead" data-new-lead className={css.add} disabled={!canBegin} onClick={() => void beginHere()}>
        <Sign of="plus" />
      </IconButton>
    </div>
  );
}

interface ChipProps {
  id: string;
  name: string;
  isFront: boolean;
  /** Whether Tab stops here. */
  isStop: boolean;
  /** Where it landed before the last step and where now, if that differs. */
  moved: string | null;
  isEdited: boolean;
}

/** There may be hundreds, and a step moves few. */
const Chip = memo(function Chip({ id, name, isFront, isStop, moved, isEdited }: ChipProps) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isFront}
      tabIndex={isStop ? 0 : -1}
      data-lead={id}
      title={moved ?? name}
      className={css.chip}
      onClick={() => void choose(id)}
    >
      <span className={css.name}>{name}</span>
      {moved !== null && (
        <span className={css.moved}>
          <Sign of="arrow" />
          <span className="said">, lands elsewhere since the last step</span>
        </span>
      )}
      {isEdited && (
        <span className={css.edited}>
          <span className="said">, edited</span>
        </span>
      )}
    </button>
  );
});

function placeByKey(key: string, now: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (now - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
