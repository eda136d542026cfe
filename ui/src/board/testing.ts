// Boards for tests, with only what a test is about spelled out.
import type { ActionView, ChannelBoard, ConditionView, RuleCard } from '../ipc';

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

export function testOf(words: string, passed: boolean | null = null): ConditionView {
  return { kind: 'test', passed, field: 'f', op: 'is', words, full: words, actual: null };
}
