// What an editor holds until it is saved: a rule's parts, or a fallback's, each kind of action
// remembered so that trying another loses nothing. Pure.
import type { ActionSource, FallbackSource, FollowUpSource, MemberSource, PoolSource, Problem, RuleSource } from '../ipc';
import { fromSource, type Node, toSource } from './condition';
import { withMembers } from './pool';

export type ActionType =
  | 'inbox'
  | 'specific_agent'
  | 'round_robin_all'
  | 'round_robin_pool'
  | 'first_to_claim'
  | 'custom';

export interface ActionDraft {
  type: ActionType;
  agent: string | null;
  members: readonly MemberSource[];
  /** Of a first to claim: everybody of the channel's account is asked. */
  all: boolean;
  minutes: string;
  onTimeout: 'next_rule' | 'fallback';
  expression: string;
}

/** The kinds that a fallback can be of; an inbox is one of no rule. */
export function isFallbackType(type: ActionType): boolean {
  return type !== 'first_to_claim' && type !== 'custom';
}

export interface FollowUpDraft {
  id: number;
  type: FollowUpSource['type'];
  /** Tag, title of the task, or name of the flow. */
  text: string;
  account: string | null;
  minutes: string;
}

export interface RuleDraft {
  name: string;
  enabled: boolean;
  when: Node | null;
  then: ActionDraft;
  followUp: readonly FollowUpDraft[];
}

export const NO_ACTION: ActionDraft = {
  type: 'round_robin_pool',
  agent: null,
  members: [],
  all: false,
  minutes: '15',
  onTimeout: 'next_rule',
  expression: '',
};

export const MOST_MINUTES = 43_200;

export function emptyRule(type: ActionType, members: readonly string[] = []): RuleDraft {
  const [only] = members;
  const then: ActionDraft = {
    ...NO_ACTION,
    type,
    agent: only ?? null,
    members: members.map((account) => ({ account, weight: 1 })),
    all: type === 'first_to_claim' && members.length === 0,
  };
  return { name: '', enabled: true, when: null, then, followUp: [] };
}

export function ofRule(source: RuleSource): RuleDraft {
  return {
    name: source.name ?? '',
    enabled: source.enabled,
    when: source.when === null ? null : fromSource(source.when),
    then: ofAction(source.then),
    followUp: ofFollowUp(source.follow_up),
  };
}

export function toRule(draft: RuleDraft): RuleSource {
  const name = draft.name.trim();
  return {
    name: name === '' ? null : name,
    enabled: draft.enabled,
    when: draft.when === null ? null : toSource(draft.when),
    then: toAction(draft.then),
    follow_up: toFollowUp(draft.followUp),
  };
}

/** With accounts dropped on it: an agent is the one that is asked for, everything else makes a pool. */
export function withDropped(then: ActionDraft, accounts: readonly string[], isAgent: (account: string) => boolean): ActionDraft {
  const [only] = accounts;
  if (then.type === 'specific_agent' && then.agent === null && only !== undefined && accounts.length === 1 && isAgent(only)) {
    return { ...then, agent: only };
  }
  const present = then.type === 'specific_agent' && then.agent !== null ? [{ account: then.agent, weight: 1 }] : then.members;
  const type = then.type === 'first_to_claim' ? then.type : 'round_robin_pool';
  return { ...then, type, all: false, members: withMembers(present, accounts) };
}

export function ofAction(source: ActionSource | FallbackSource): ActionDraft {
  switch (source.type) {
    case 'inbox':
      return { ...NO_ACTION, type: 'inbox' };
    case 'specific_agent':
      return { ...NO_ACTION, type: 'specific_agent', agent: source.agent, members: [{ account: source.agent, weight: 1 }] };
    case 'round_robin':
      if (source.pool === 'all') return { ...NO_ACTION, type: 'round_robin_all' };
      return { ...NO_ACTION, type: 'round_robin_pool', members: source.pool };
    case 'first_to_claim':
      return {
        ...NO_ACTION,
        type: 'first_to_claim',
        all: source.pool === 'all',
        members: source.pool === 'all' ? [] : source.pool,
        minutes: String(source.window_minutes),
        onTimeout: source.on_timeout,
      };
    case 'custom':
      return { ...NO_ACTION, type: 'custom', expression: source.expression };
  }
}

export function toAction(draft: ActionDraft): ActionSource {
  switch (draft.type) {
    case 'inbox':
    case 'specific_agent':
      return { type: 'specific_agent', agent: draft.agent ?? '' };
    case 'round_robin_all':
      return { type: 'round_robin', pool: 'all' };
    case 'round_robin_pool':
      return { type: 'round_robin', pool: [...draft.members] };
    case 'first_to_claim': {
      const pool: PoolSource = draft.all ? 'all' : [...draft.members];
      return { type: 'first_to_claim', pool, window_minutes: minutesOf(draft.minutes) ?? 0, on_timeout: draft.onTimeout };
    }
    case 'custom':
      return { type: 'custom', expression: draft.expression };
  }
}

export function toFallback(draft: ActionDraft): FallbackSource {
  if (draft.type === 'specific_agent') return { type: 'specific_agent', agent: draft.agent ?? '' };
  if (draft.type === 'round_robin_all') return { type: 'round_robin', pool: 'all' };
  if (draft.type === 'round_robin_pool') return { type: 'round_robin', pool: [...draft.members] };
  return { type: 'inbox' };
}

let made = 0;

export function newFollowUp(type: FollowUpSource['type']): FollowUpDraft {
  made += 1;
  return { id: made, type, text: '', account: null, minutes: '5' };
}

export function ofFollowUp(steps: readonly FollowUpSource[]): FollowUpDraft[] {
  return steps.map((step) => {
    const draft = newFollowUp(step.type);
    switch (step.type) {
      case 'notify':
        return { ...draft, account: step.account };
      case 'tag':
        return { ...draft, text: step.tag };
      case 'task':
        return { ...draft, text: step.title, minutes: String(step.due_minutes) };
      case 'flow':
        return { ...draft, text: step.name };
    }
  });
}

export function toFollowUp(steps: readonly FollowUpDraft[]): FollowUpSource[] {
  return steps.map((step) => {
    switch (step.type) {
      case 'notify':
        return { type: 'notify', account: step.account ?? '' };
      case 'tag':
        return { type: 'tag', tag: step.text.trim() };
      case 'task':
        return { type: 'task', title: step.text.trim(), due_minutes: minutesOf(step.minutes) ?? 0 };
      case 'flow':
        return { type: 'flow', name: step.text.trim() };
    }
  });
}

export function minutesOf(text: string): number | null {
  const minutes = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(minutes) && minutes >= 0 && minutes <= 0xffff_ffff ? minutes : null;
}

/** What the window sees missing before the engine is asked. Places count from the rule. */
export function missingOf(then: ActionDraft, followUp: readonly FollowUpDraft[]): Problem[] {
  const problems: Problem[] = [];
  const missing = (place: string, message: string) => problems.push({ code: 'missing', place, message, help: null });
  if (then.type === 'specific_agent' && then.agent === null) missing('then.agent', 'choose the agent');
  if (then.type === 'first_to_claim') {
    const minutes = minutesOf(then.minutes);
    if (minutes === null || minutes < 1 || minutes > MOST_MINUTES) {
      missing('then.window_minutes', 'the window is 1 to 43,200 minutes');
    }
  }
  const listed = then.type === 'round_robin_pool' || (then.type === 'first_to_claim' && !then.all);
  if (listed && then.members.length === 0) missing('then.pool', 'add somebody to the pool');
  if (then.type === 'custom' && then.expression.trim() === '') missing('then.expression', 'write the expression');
  followUp.forEach((step, index) => {
    const at = `follow_up[${index}]`;
    if (step.type === 'notify') {
      if (step.account === null) missing(`${at}.account`, 'choose whom to notify');
    } else if (step.text.trim() === '') {
      const [key, message] = {
        tag: ['tag', 'write the tag'],
        task: ['title', 'write the task'],
        flow: ['name', 'write the flow’s name'],
      }[step.type];
      missing(`${at}.${key ?? ''}`, message ?? '');
    }
    if (step.type === 'task' && minutesOf(step.minutes) === null) {
      missing(`${at}.due_minutes`, 'when it is due, in whole minutes');
    }
  });
  return problems;
}

/** The rule as it is now with what was changed in the editor; what the editor left alone stays as others made it. */
export function mergedOver(opened: RuleSource, edited: RuleSource, now: RuleSource): RuleSource {
  const pick = <K extends keyof RuleSource>(part: K): RuleSource[K] => (same(opened[part], edited[part]) ? now[part] : edited[part]);
  return {
    name: pick('name'),
    enabled: pick('enabled'),
    when: pick('when'),
    then: pick('then'),
    follow_up: pick('follow_up'),
  };
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The problems at a place and, unless `own`, below it. */
export function problemsAt(problems: readonly Problem[], place: string, own = false): Problem[] {
  return problems.filter(
    (problem) =>
      problem.place === place || (!own && (problem.place.startsWith(`${place}.`) || problem.place.startsWith(`${place}[`))),
  );
}
