import { useDroppable } from '@dnd-kit/core';
import { openFallback } from '../builder/actions';
import { fallbackKey, useDrafts } from '../builder/drafts';
import { RuleEditor } from '../builder/RuleEditor';
import { useDrag, wouldStandBefore } from '../builder/useDrag';
import type { ChannelBoard } from '../ipc';
import { IconButton } from '../parts/Button';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { Words } from '../parts/Words';
import { hoverStep } from '../state/lead';
import { useApp } from '../state/store';
import { Action } from './Action';
import css from './Card.module.css';
import type { CardTrace } from './trace';
import { caughtWords, followUpWords } from './words';

interface Props {
  board: ChannelBoard;
  trace: CardTrace | null;
  traced: boolean;
}

const SPOT = { spot: { kind: 'fallback' } };

/** Always last: what happens to a lead that no rule takes. */
export function FallbackCard({ board, trace, traced }: Props) {
  const hovered = useApp((state) => trace !== null && state.hoveredStep === trace.step);
  const { then, caught } = board.fallback;
  const editing = useDrafts((state) => state.editing[fallbackKey(board.id)]);
  const { setNodeRef } = useDroppable({ id: 'fallback', data: SPOT });
  const line = useDrag((state) => wouldStandBefore(state, null));
  const aimed = useDrag(({ landing, barred }) => landing?.kind === 'fallback' && barred === null);
  const open = () => void openFallback(board.id);
  return (
    <li
      ref={setNodeRef}
      className={css.item}
      data-line={line}
      data-fallback
      data-last
      data-reach={trace?.reach ?? (traced ? 'below' : 'none')}
      onPointerEnter={() => trace && hoverStep(trace.step)}
      onPointerLeave={() => hoverStep(null)}
    >
      <span className={css.number} aria-hidden>
        ↓
      </span>
      <article
        className={classes(css.card, trace?.reach === 'won' && css.won, hovered && css.hovered, aimed && css.aimed)}
        aria-label="Fallback"
        onDoubleClick={editing ? undefined : open}
      >
        {editing ? (
          <RuleEditor editing={editing} />
        ) : (
          <>
            <div className={classes(css.top, css.still)}>
              <h3 className={css.title}>Fallback</h3>
              <span className={css.aside}>what no rule takes</span>
              <span className={css.caught}>{caughtWords(caught, board.samples)}</span>
              <IconButton label="Edit the fallback and the channel’s follow-ups" data-open onClick={open}>
                <Sign of="pencil" />
              </IconButton>
            </div>
            <div className={classes(css.body, css.still)}>
              <Action action={then} chosen={trace?.chosen ?? null} />
              {board.follow_up.length > 0 && (
                <p className={css.follow}>
                  After every lead of the channel, <Words of={followUpWords(board.follow_up)} />
                </p>
              )}
            </div>
          </>
        )}
      </article>
    </li>
  );
}
