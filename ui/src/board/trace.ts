// How the traced lead ran through a channel's cards: what each card and each stretch of rail shows.
import type { ChannelBoard, ConditionView, Simulation, StepView } from '../ipc';

/** `past`: the lead ran by. `won`: taken here. `spare`: reached only if nobody claims. `below`: not reached. */
export type Reach = 'past' | 'won' | 'spare' | 'below';

export interface CardTrace {
  reach: Reach;
  /** Index of the card's step in the simulation, for hovering. */
  step: number;
  verdict: StepView['verdict'];
  /** The condition with each test's result. */
  when: ConditionView | null;
  wouldMatch: boolean | null;
  /** Account whose turn it was. */
  chosen: string | null;
}

export interface BoardTrace {
  cards: ReadonlyMap<string, CardTrace>;
  fallback: CardTrace | null;
  /** The step that took the lead before the first rule: an assignee or a returning lead. */
  before: { step: number; title: string } | null;
}

export function traceOf(board: ChannelBoard, simulation: Simulation | null): BoardTrace | null {
  if (simulation?.channel !== board.id) return null;
  const cards = new Map<string, CardTrace>();
  let fallback: CardTrace | null = null;
  let before: BoardTrace['before'] = null;
  simulation.steps.forEach((step, index) => {
    if (step.kind === 'rule' && step.rule !== null) {
      const known = cards.get(step.rule);
      // A rule below an offer has two steps: not reached now, and what it does if nobody claims.
      if (known && step.depth > 0) cards.set(step.rule, { ...known, reach: spare(known.reach, step) });
      else cards.set(step.rule, cardOf(step, index));
    } else if (step.kind === 'fallback') {
      fallback = fallback && step.depth > 0 ? { ...fallback, reach: spare(fallback.reach, step) } : cardOf(step, index);
    } else if ((step.kind === 'assignee' || step.kind === 'returning') && took(step)) {
      before = { step: index, title: step.title };
    }
  });
  return { cards, fallback, before };
}

function cardOf(step: StepView, index: number): CardTrace {
  return {
    reach: reachOf(step),
    step: index,
    verdict: step.verdict,
    when: step.when,
    wouldMatch: step.would_match,
    chosen: step.pool.find((face) => face.chosen)?.account ?? null,
  };
}

function reachOf(step: StepView): Reach {
  if (step.verdict === 'not_reached') return 'below';
  if (step.depth > 0) return 'spare';
  return took(step) || step.verdict === 'inbox' ? 'won' : 'past';
}

function spare(reach: Reach, step: StepView): Reach {
  return reach === 'below' && step.verdict !== 'not_reached' ? 'spare' : reach;
}

function took(step: StepView): boolean {
  return step.verdict === 'assigned' || step.verdict === 'offered';
}
