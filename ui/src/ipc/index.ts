// The window's only door to the engine: the generated commands with their answers unwrapped, and
// the two raw-bytes commands. Nothing else imports @tauri-apps. A refused command throws `Refused`,
// which carries the shell's `AppError`; callers decide by `error.code`, never by its text.
import { invoke } from '@tauri-apps/api/core';
import { type AppError, commands, type Edit, type SimulateRequest } from './contract';

export type * from './contract';

export class Refused extends Error {
  readonly error: AppError;
  constructor(error: AppError) {
    super(error.message);
    this.name = 'Refused';
    this.error = error;
  }
}

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: AppError };

async function ok<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, ...rest } = await answer;
  if (status === 'ok') return (rest as { data: T }).data;
  throw new Refused((rest as { error: AppError }).error);
}

async function bytes(command: string, args?: Record<string, unknown>): Promise<ArrayBuffer> {
  try {
    return await invoke<ArrayBuffer>(command, args);
  } catch (error) {
    throw error instanceof Error ? error : new Refused(error as AppError);
  }
}

/** What went wrong, in the one shape the window shows. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof Refused) return cause.error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: 'internal', message, help: null, place: null, problems: [], more_problems: 0 };
}

export const ipc = {
  opened: () => ok(commands.opened()),
  tree: () => bytes('tree'),
  search: (query: string) => bytes('search', { query }),
  board: (account: string) => ok(commands.board(account)),
  channelBoard: (channel: string) => ok(commands.channelBoard(channel)),
  samples: () => ok(commands.samples()),
  simulate: (request: SimulateRequest) => ok(commands.simulate(request)),
  edit: (edit: Edit) => ok(commands.edit(edit)),
  undo: () => ok(commands.undo()),
  redo: () => ok(commands.redo()),
  openBook: (path: string) => ok(commands.openBook(path)),
  exportBook: (path: string) => ok(commands.exportBook(path)),
};
