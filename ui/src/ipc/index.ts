// The window's only door to the engine: the generated commands with their answers unwrapped, and
// the two raw-bytes commands. Nothing else imports @tauri-apps. A refused command throws `Refused`,
// which carries the shell's `AppError`; callers decide by `error.code`, never by its text.
import { Channel, invoke } from '@tauri-apps/api/core';
import { listen, TauriEvent } from '@tauri-apps/api/event';
import {
  type AppError,
  type ConditionSource,
  type Confirmation,
  commands,
  type Edit,
  events,
  type Holder,
  type Look,
  type MirrorDamaged,
  type PullProgress,
  type PushNews,
  type RechatSettings,
  type Side,
  type SignInPage,
  type SimulateRequest,
  type StepAnswer,
} from './bindings';

export type * from './bindings';

export class Refused extends Error {
  readonly error: AppError;
  constructor(error: AppError) {
    super(error.message);
    this.name = 'Refused';
    this.error = error;
  }
}

/** What went wrong, in the one shape the window shows. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof Refused) return cause.error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: 'internal', message, help: null, place: null, problems: [], more_problems: 0 };
}

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: AppError };

async function ok<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.status === 'ok') return answer.data;
  throw new Refused(answer.error);
}

async function bytes(command: 'tree' | 'search', args?: Record<string, unknown>): Promise<ArrayBuffer> {
  try {
    return await invoke<ArrayBuffer>(command, args);
  } catch (error) {
    throw error instanceof Error ? error : new Refused(error as AppError);
  }
}

/** The tree comes packed: see its command. */
function unpack(packed: ArrayBuffer): Promise<ArrayBuffer> {
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(plain).arrayBuffer();
}

/** What a command tells while it runs. */
function hearing<T>(told: (news: T) => void): Channel<T> {
  const channel = new Channel<T>();
  channel.onmessage = told;
  return channel;
}

export const ipc = {
  open: () => ok(commands.open()),
  openAfresh: () => ok(commands.openAfresh()),
  warm: () => ok(commands.warm()),
  setLook: (look: Look) => ok(commands.setLook(look)),
  closeWindow: () => ok(commands.closeWindow()),
  /** As long as somebody listens, the window stays open and leaves it to them. Answers how to stop. */
  onCloseAsked: (told: () => void) =>
    listen(TauriEvent.WINDOW_CLOSE_REQUESTED, told, { target: { kind: 'Window', label: 'main' } }),
  tree: () => bytes('tree').then(unpack),
  search: (query: string) => bytes('search', { query }),
  board: (account: string) => ok(commands.board(account)),
  channel: (channel: string) => ok(commands.channel(channel)),
  samples: () => ok(commands.samples()),
  simulate: (lead: SimulateRequest) => ok(commands.simulate(lead)),
  edit: (edit: Edit) => ok(commands.edit(edit)),
  preview: (edit: Edit) => ok(commands.preview(edit)),
  undo: () => ok(commands.undo()),
  redo: () => ok(commands.redo()),
  rule: (rule: string) => ok(commands.rule(rule)),
  channelSettings: (channel: string) => ok(commands.channelSettings(channel)),
  pool: (holder: Holder) => ok(commands.pool(holder)),
  fieldTable: () => commands.fieldTable(),
  timeZones: () => commands.timeZones(),
  checkCondition: (channel: string, condition: ConditionSource) => ok(commands.checkCondition(channel, condition)),
  checkPattern: (field: string, pattern: string) => ok(commands.checkPattern(field, pattern)),
  checkExpression: (channel: string, expression: string) => ok(commands.checkExpression(channel, expression)),
  suggestions: (field: string) => ok(commands.suggestions(field)),
  find: (text: string) => ok(commands.find(text)),
  placesOf: (account: string) => ok(commands.placesOf(account)),
  outcomes: (channel: string | null) => ok(commands.outcomes(channel)),
  connectSource: (channel: string) => ok(commands.connectSource(channel)),
  versions: () => ok(commands.versions()),
  saveVersion: (note: string) => ok(commands.saveVersion(note)),
  restoreVersion: (version: number) => ok(commands.restoreVersion(version)),
  compare: (old: number | null, now: number | null) => ok(commands.compare(old, now)),
  importBook: (file: string) => ok(commands.importBook(file)),
  exportBook: (file: string) => ok(commands.exportBook(file)),
  rechatStatus: () => ok(commands.rechatStatus()),
  signIn: (settings: RechatSettings, secret: string | null, onPage: (page: SignInPage) => void) =>
    ok(commands.signIn(settings, secret, hearing(onPage))),
  signOut: () => ok(commands.signOut()),
  stopRechat: () => ok(commands.stopRechat()),
  pull: (onProgress: (progress: PullProgress) => void) => ok(commands.pull(hearing(onProgress))),
  review: (onProgress: (progress: PullProgress) => void) => ok(commands.review(hearing(onProgress))),
  planAgain: () => ok(commands.planAgain()),
  chooseSide: (conflict: string, side: Side) => ok(commands.chooseSide(conflict, side)),
  push: (plan: string, confirmed: Confirmation[], onNews: (news: PushNews) => void) =>
    ok(commands.push(plan, confirmed, hearing(onNews))),
  resumePush: (onNews: (news: PushNews) => void) => ok(commands.resumePush(hearing(onNews))),
  settleStep: (step: number, answer: StepAnswer) => ok(commands.settleStep(step, answer)),
  giveUpPush: () => ok(commands.giveUpPush()),
  goBackBefore: (push: number) => ok(commands.goBackBefore(push)),
  tickSheetStep: (step: string, ticked: boolean) => ok(commands.tickSheetStep(step, ticked)),
  checkSheet: (onProgress: (progress: PullProgress) => void) => ok(commands.checkSheet(hearing(onProgress))),
  audit: () => ok(commands.audit()),
  exportAudit: (file: string) => ok(commands.exportAudit(file)),
  chooseWhereToSaveAudit: (suggestedName: string) => commands.chooseWhereToSaveAudit(suggestedName),
  mirrors: () => ok(commands.mirrors()),
  openMirror: (file: string) => ok(commands.openMirror(file)),
  chooseBookToOpen: () => commands.chooseBookToOpen(),
  chooseWhereToSave: (suggestedName: string) => commands.chooseWhereToSave(suggestedName),
  onMirrorDamaged: (told: (damage: MirrorDamaged) => void) =>
    events.mirrorDamaged.listen(({ payload }) => {
      told(payload);
    }),
};
