import { Fragment, useDeferredValue, useRef } from 'react';
import { NewRules } from '../builder/NewRules';
import type { ChannelBoard } from '../ipc';
import { FallbackCard } from './FallbackCard';
import { RuleCard } from './RuleCard';
import list from './RuleList.module.css';
import type { BoardTrace } from './trace';
import { useCardCommands } from './useCardCommands';
import { useInSight } from './useInSight';

export function RuleList({ board, trace }: { board: ChannelBoard; trace: BoardTrace | null }) {
  const { rules } = board;
  const place = useRef<HTMLOListElement>(null);
  const { onCommand, onWander, onPick } = useCardCommands(place, rules);
  const inSight = useInSight(place, rules);
  // Cards that nobody sees follow when those in sight are drawn.
  const later = useDeferredValue(trace);
  return (
    <ol ref={place} className={list.rules} aria-label="Rules, in order">
      {rules.map((rule, index) => (
        <Fragment key={rule.id}>
          <NewRules channel={board.id} before={rule.id} />
          <RuleCard
            rule={rule}
            number={index + 1}
            of={rules.length}
            samples={board.samples}
            trace={(inSight.has(rule.id) ? trace : later)?.cards.get(rule.id) ?? null}
            traced={later !== null}
            onCommand={onCommand}
            onWander={onWander}
            onPick={onPick}
          />
        </Fragment>
      ))}
      <NewRules channel={board.id} before={null} present={rules} />
      <FallbackCard board={board} trace={trace?.fallback ?? null} traced={trace !== null} />
    </ol>
  );
}
