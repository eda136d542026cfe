import { useMemo } from 'react';
import { TypePalette } from '../builder/TypePalette';
import type { ChannelBoard } from '../ipc';
import { EmptyState } from '../parts/States';
import { useApp } from '../state/store';
import { Policies } from './channels/Policies';
import css from './ChannelView.module.css';
import { RuleList } from './RuleList';
import { BulkBar } from './selection/BulkBar';
import { traceOf } from './trace';

/** One channel: what holds before the rules, the rules, the fallback. */
export function ChannelView({ board }: { board: ChannelBoard }) {
  const simulation = useApp((state) => state.simulation);
  const trace = useMemo(() => traceOf(board, simulation), [board, simulation]);
  return (
    <>
      <Policies channel={board} />
      <TypePalette channel={board.id} />
      <Entry before={trace?.before?.title ?? null} traced={trace !== null} />
      {board.rules.length === 0 && (
        <div className={css.none}>
          <EmptyState title="No rules yet">Every lead of this channel goes to the fallback below.</EmptyState>
        </div>
      )}
      <RuleList board={board} trace={trace} />
      <BulkBar rules={board.rules} />
    </>
  );
}

/** The head of the rail: which lead runs down it. */
function Entry({ before, traced }: { before: string | null; traced: boolean }) {
  const lead = useApp((state) => state.lead);
  const name = useApp((state) => state.samples.find(({ id }) => id === state.sample)?.name ?? null);
  if (!lead) return null;
  const called = name === null ? 'This lead' : `“${name}”`;
  return (
    <p className={css.entry} data-traced={traced}>
      <span className={css.dot} aria-hidden />
      {!traced && `${called} runs through another channel`}
      {traced && (before === null ? `${called} enters here` : `${called} is taken before the rules: ${before}`)}
    </p>
  );
}
