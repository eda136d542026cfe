import { useMemo } from 'react';
import css from '../board/Card.module.css';
import { rulesWords } from '../board/drag';
import { Sign } from '../parts/icons';
import { shownChannel, useApp } from '../state/store';
import { ACTION_WORDS } from './ActionEditor';
import own from './drag.module.css';
import { accountsWords, type Dragged, landingWords } from './drop';
import { useDrag } from './useDrag';

/** What the hand carries, and what a drop would do here or why it would not. */
export function Lifted() {
  const dragged = useDrag((state) => state.dragged);
  const landing = useDrag((state) => state.landing);
  const barred = useDrag((state) => state.barred);
  const copy = useDrag((state) => state.copy);
  const board = useApp(shownChannel);
  const words = useMemo(() => {
    if (barred !== null) return barred;
    if (!dragged || !landing || !board) return null;
    return landingWords(board, dragged, landing);
  }, [barred, dragged, landing, board]);
  if (!dragged) return null;
  return (
    <div className={css.overlay} data-carried>
      <Sign of={copy ? 'copy' : 'grip'} />
      <bdi className={own.title}>{titleOf(dragged)}</bdi>
      {words !== null && <span className={barred === null ? own.words : own.barred}>{words}</span>}
    </div>
  );
}

function titleOf(dragged: Dragged): string {
  switch (dragged.kind) {
    case 'rules':
      return dragged.rules.length === 1 ? (dragged.rules[0]?.title ?? '') : rulesWords(dragged.rules);
    case 'type':
      return ACTION_WORDS[dragged.type];
    case 'accounts':
      return accountsWords(dragged.accounts);
  }
}
