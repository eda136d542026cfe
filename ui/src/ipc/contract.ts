// Stands in for bindings.ts until the shell generates it from wire.rs; then this file goes.
import { invoke } from '@tauri-apps/api/core';

export type Code =
  | 'bad_book' | 'bad_lead' | 'file_unreadable' | 'file_unwritable' | 'mirror_damaged' | 'mirror_locked'
  | 'mirror_newer' | 'not_a_mirror' | 'not_found' | 'nothing_to_undo' | 'nothing_to_redo' | 'internal';
export type Problem = { code: string; place: string; message: string; help: string | null };
export type AppError = {
  code: Code; message: string; help: string | null; place: string | null; problems: Problem[]; more_problems: number;
};
export type Counts = { brokerages: number; regions: number; offices: number; teams: number; agents: number; others: number };
export type EditState = { revision: number; undo: string | null; redo: string | null };
export type Start = { account: string; channel: string | null; sample: string | null };
export type Opened = {
  file: string; title: string; is_sample: boolean; counts: Counts; edits: EditState; start: Start; unclean: boolean;
};
export type AccountKind = 'brokerage' | 'region' | 'office' | 'team' | 'agent' | 'other';
export type AccountRef = { id: string; name: string };
export type Person = { name: string; emails: string[]; phones: string[]; mls: string[] };
export type AccountHead = {
  id: string; kind: AccountKind; name: string; path: AccountRef[]; agents: number; active: boolean;
  away: string[]; daily_cap: number | null; people: Person[];
};
export type ChannelTab = { id: string; name: string | null; is_default: boolean; rules: number };
export type Board = { account: AccountHead; channels: ChannelTab[] };
export type TestView = {
  passed: boolean | null; field: string; op: string; words: string; full: string; actual: string | null;
};
export type ConditionView =
  | { kind: 'all'; passed: boolean | null; parts: ConditionView[] }
  | { kind: 'any'; passed: boolean | null; parts: ConditionView[] }
  | { kind: 'not'; passed: boolean | null; part: ConditionView }
  | ({ kind: 'test' } & TestView);
export type ActionKind =
  | 'specific_agent' | 'round_robin_all' | 'round_robin_pool' | 'first_to_claim' | 'custom' | 'inbox';
export type Face = { account: string; name: string; initials: string; kind: AccountKind; weight: number };
export type ActionView = {
  kind: ActionKind; words: string; faces: Face[]; pool_size: number; expression: string | null;
};
export type RuleCard = {
  id: string; title: string; named: boolean; enabled: boolean; when: ConditionView | null; then: ActionView;
  follow_up: string[]; caught: number;
};
export type FallbackCard = { then: ActionView; caught: number };
export type ChannelBoard = {
  id: string; name: string | null; account: string; is_default: boolean; time_zone: string;
  honor_assignees: boolean; returning_lead_days: number; mls: string[]; rules: RuleCard[];
  fallback: FallbackCard; follow_up: string[]; samples: number;
};
export type Sample = {
  id: string; name: string; channel: string; captured_at: string; payload: string; shipped: boolean;
};
export type SimulateRequest = { channel: string; captured_at: string; payload: string };
export type Outcome = 'assigned' | 'offered' | 'inbox';
export type Tone = 'plain' | 'strong' | 'dim' | 'path' | 'fail';
export type Span = { text: string; tone: Tone };
export type StepKind = 'assignee' | 'returning' | 'rule' | 'fallback' | 'follow_up';
export type Verdict =
  | 'assigned' | 'offered' | 'declined' | 'no_match' | 'disabled' | 'not_reached' | 'none' | 'inbox' | 'planned';
export type PoolFace = {
  account: string; name: string; initials: string; eligible: boolean; reason: string | null; chosen: boolean;
};
export type StepView = {
  kind: StepKind; verdict: Verdict; rule: string | null; number: number | null; title: string; detail: Span[];
  would_match: boolean | null; when: ConditionView | null; pool: PoolFace[]; depth: number;
};
export type Simulation = {
  revision: number; channel: string; outcome: Outcome; sentence: Span[]; notes: string[]; agents: Face[];
  rule: string | null; steps: StepView[]; problems: Problem[]; ignored: string[];
};
export type Edit =
  | { kind: 'move_rule'; rule: string; before: string | null }
  | { kind: 'set_rule_enabled'; rule: string; enabled: boolean }
  | { kind: 'delete_rule'; rule: string };

export type Result<T> = { status: 'ok'; data: T } | { status: 'error'; error: AppError };

async function call<T>(command: string, args?: Record<string, unknown>): Promise<Result<T>> {
  try {
    return { status: 'ok', data: await invoke<T>(command, args) };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: 'error', error: error as AppError };
  }
}

export const commands = {
  opened: () => call<Opened>('opened'),
  board: (account: string) => call<Board>('board', { account }),
  channelBoard: (channel: string) => call<ChannelBoard>('channel_board', { channel }),
  samples: () => call<Sample[]>('samples'),
  simulate: (request: SimulateRequest) => call<Simulation>('simulate', { request }),
  edit: (edit: Edit) => call<EditState>('edit', { edit }),
  undo: () => call<EditState>('undo'),
  redo: () => call<EditState>('redo'),
  openBook: (path: string) => call<Opened>('open_book', { path }),
  exportBook: (path: string) => call<null>('export_book', { path }),
};
