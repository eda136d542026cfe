import { SortableContext } from '@dnd-kit/sortable';
import { Fragment, useRef } from 'react';
import { NewRules } from '../builder/NewRules';
import { useDrag } from '../builder/useDrag';
import type { ChannelBoard } from '../ipc';
import { dropEdge } from './drag';
import { FallbackCard } from './FallbackCard';
import { RuleCard } from './RuleCard';
import list from './RuleList.module.css';
import type { BoardTrace } from './trace';
import { useCardCommands } from './useCardCommands';

export function RuleList({ board, trace }: { board: ChannelBoard; trace: BoardTrace | null }) {
  const { rules } = board;
  const lifted = useDrag(({ dragged }) => (dragged?.kind === 'rule' ? dragged.rule : null));
  const over = useDrag((state) => state.over);
  const landing = useDrag(({ landing, barred }) => (barred === null ? landing : null));
  const place = useRef<HTMLOListElement>(null);
  const { onCommand, onWander } = useCardCommands(place, rules);
  const edgeOf = (rule: string) => {
    if (landing?.kind === 'between') return landing.before === rule ? 'above' : null;
    return dropEdge(rules, lifted, over, rule);
  };
  return (
    <SortableContext items={rules.map((rule) => rule.id)} strategy={staying}>
      <ol ref={place} className={list.rules} aria-label="Rules, in order">
        {rules.map((rule, index) => (
          <Fragment key={rule.id}>
            <NewRules channel={board.id} before={rule.id} />
            <RuleCard
              rule={rule}
              number={index + 1}
              of={rules.length}
              samples={board.samples}
              trace={trace?.cards.get(rule.id) ?? null}
              traced={trace !== null}
              edge={edgeOf(rule.id)}
              aimed={landing?.kind === 'card' && landing.rule === rule.id}
              onCommand={onCommand}
              onWander={onWander}
            />
          </Fragment>
        ))}
        <NewRules channel={board.id} before={null} present={rules} />
        <FallbackCard board={board} trace={trace?.fallback ?? null} traced={trace !== null} />
      </ol>
    </SortableContext>
  );
}

/** Cards stay where they are during a drag; a line shows where the rule would go. */
function staying(): null {
  return null;
}
