// Boards and simulations for tests, with only what a test is about spelled out.
import type { ActionView, ChannelBoard, ConditionView, RuleCard, Simulation, StepView } from '../ipc';

export const nobody: ActionView = { kind: 'inbox', words: 'Inbox', faces: [], pool_size: 0, expression: null };

export function ruleOf(id: string, more: Partial<RuleCard> = {}): RuleCard {
  return {
    id,
    title: `Rule ${id}`,
    named: true,
    enabled: true,
    when: null,
    then: nobody,
    follow_up: [],
    caught: 0,
    ...more,
  };
}

export function boardOf(ids: string, more: Partial<ChannelBoard> = {}): ChannelBoard {
  return {
    id: 'channel',
    name: 'Listing inquiries',
    account: 'adler',
    is_default: true,
    time_zone: 'UTC',
    honor_assignees: true,
    returning_lead_days: 0,
    mls: [],
    rules: Array.from(ids, (id) => ruleOf(id)),
    fallback: { then: nobody, caught: 0 },
    follow_up: [],
    samples: 4,
    ...more,
  };
}

export function stepOf(kind: StepView['kind'], verdict: StepView['verdict'], more: Partial<StepView> = {}): StepView {
  return {
    kind,
    verdict,
    rule: null,
    number: null,
    title: kind,
    detail: [],
    would_match: null,
    when: null,
    pool: [],
    pool_size: 0,
    depth: 0,
    ...more,
  };
}

export function simulationOf(steps: StepView[], more: Partial<Simulation> = {}): Simulation {
  return {
    revision: 1,
    channel: 'channel',
    outcome: 'assigned',
    sentence: [],
    notes: [],
    agents: [],
    rule: null,
    steps,
    problems: [],
    ignored: [],
    ...more,
  };
}

export function testOf(words: string, passed: boolean | null = null): ConditionView {
  return { kind: 'test', passed, field: 'f', op: 'is', words, full: words, actual: null };
}
