// Answers of the engine for tests, whole and short.
import type { Simulation, StepView } from '../ipc';

export function simulation(patch: Partial<Simulation> = {}): Simulation {
  return {
    revision: 1,
    channel: 'c1',
    outcome: 'assigned',
    sentence: [],
    notes: [],
    agents: [],
    rule: null,
    steps: [],
    problems: [],
    ignored: [],
    ...patch,
  };
}

export function step(patch: Partial<StepView> = {}): StepView {
  return {
    kind: 'rule',
    verdict: 'no_match',
    rule: 'r1',
    number: 1,
    title: 'Luxury buyers',
    detail: [],
    would_match: false,
    when: null,
    pool: [],
    pool_size: 0,
    depth: 0,
    ...patch,
  };
}
