// Rechat's own sentences in the window: ages, progress, where the mirror stands. Pure.
import { count } from '../frame/words';
import type { PullProgress, PullStage, RechatStatus } from '../ipc';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `12 min ago`, `3 h ago`, `2 days ago`. */
export function ageWords(at: string, now: number): string {
  const age = now - Date.parse(at);
  if (Number.isNaN(age)) return at;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${count(Math.floor(age / DAY), 'day', 'days')} ago`;
}

/** A mirror this old is pointed out. */
export function isOld(at: string, now: number): boolean {
  return now - Date.parse(at) >= 3 * DAY;
}

const STAGES: Record<Exclude<PullStage, 'writing'>, string> = {
  people: 'people',
  accounts: 'accounts',
  channels: 'channels',
  rules: 'rules',
};

/** `Reading people, 300 of 1,200` */
export function readingWords(progress: PullProgress | null): string {
  if (!progress) return 'Asking Rechat';
  const { stage, done, total } = progress;
  if (stage === 'writing') return 'Taking it in';
  const far = total === 0 ? done.toLocaleString('en-US') : `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;
  return `Reading ${STAGES[stage]}, ${far}`;
}

export interface Standing {
  tone: 'good' | 'plain' | 'warn';
  text: string;
  /** More of it, for the tooltip. */
  help: string | null;
}

/** Where the mirror stands, in two words. */
export function standing({ sign_in, line, pulled_at }: RechatStatus): Standing {
  if (sign_in.kind === 'ended') {
    return { tone: 'warn', text: 'Signed out by Rechat', help: 'Rechat no longer accepts the sign-in. Everything but pull and push works.' };
  }
  if (sign_in.kind !== 'signed_in') {
    const text = pulled_at === null ? 'Not connected' : 'Signed out';
    return { tone: 'plain', text, help: 'Everything but pull and push works.' };
  }
  if (line.kind === 'down') {
    return { tone: 'plain', text: 'Offline', help: `${line.why}. Everything but pull and push works.` };
  }
  return { tone: 'good', text: 'Connected', help: `To ${sign_in.brokerage}${sign_in.who === null ? '' : `, as ${sign_in.who}`}` };
}
