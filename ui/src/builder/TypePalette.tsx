import { useDraggable, useDroppable } from '@dnd-kit/core';
import { pointerOnly } from '../board/drag';
import { RULE_ACTIONS } from './ActionEditor';
import { openNewRule } from './actions';
import css from './drag.module.css';
import type { ActionType } from './draft';
import { useDrag } from './useDrag';

const WORDS: Readonly<Record<ActionType, string>> = {
  inbox: 'Inbox',
  specific_agent: 'Specific agent',
  round_robin_all: 'Round robin',
  round_robin_pool: 'Agent pool',
  first_to_claim: 'First to claim',
  custom: 'Custom',
};

/** The kinds of rules: dragged between cards they make one there, pressed they make one at the end. */
export function TypePalette({ channel }: { channel: string }) {
  return (
    <div role="group" aria-label="New rule" className={css.palette}>
      <span className={css.lead}>Drag in</span>
      {RULE_ACTIONS.map((type) => (
        <Kind key={type} type={type} onPress={() => void openNewRule(channel, null, type)} />
      ))}
    </div>
  );
}

function Kind({ type, onPress }: { type: ActionType; onPress: () => void }) {
  const drag = useDraggable({ id: `kind ${type}`, data: { dragged: { kind: 'type', type } } });
  const drop = useDroppable({ id: `onto ${type}`, data: { spot: { kind: 'type', type } } });
  const aimed = useDrag(({ landing, barred }) => landing?.kind === 'type' && landing.type === type && barred === null);
  return (
    <button
      type="button"
      ref={(element) => {
        drag.setNodeRef(element);
        drop.setNodeRef(element);
      }}
      {...pointerOnly(drag.listeners)}
      className={css.kind}
      data-aimed={aimed}
      title={`Add a rule at the end: ${WORDS[type]}. Or drag it between the cards.`}
      onClick={onPress}
    >
      {WORDS[type]}
    </button>
  );
}
