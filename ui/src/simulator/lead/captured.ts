// The moment of capture, taken apart for the fields of date, time and offset and put together again
// as RFC 3339. Seconds, which no field shows, stay.

export interface Captured {
  /** `2026-11-24` */
  date: string;
  /** `09:12` */
  time: string;
  /** `:30.5`, or nothing to say; `:00` then. */
  seconds: string;
  /** `-06:00` */
  offset: string;
}

const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

export function readCaptured(text: string): Captured | null {
  const [, date, time, seconds, offset] = RFC3339.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined || offset === undefined) return null;
  const captured = {
    date,
    time,
    seconds: seconds ?? ':00',
    offset: offset.toUpperCase() === 'Z' ? '+00:00' : offset,
  };
  return isDay(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? captured : null;
}

export function writeCaptured({ date, time, seconds, offset }: Captured): string {
  return `${date}T${time}${seconds}${offset === '+00:00' ? 'Z' : offset}`;
}

/** Takes over what an input holds, unless it is half-typed: then the answer is null and nothing changes. */
export function withPart(
  captured: Captured,
  part: 'date' | 'time' | 'offset',
  value: string,
): Captured | null {
  return readCaptured(writeCaptured({ ...captured, [part]: value }));
}

/** This moment to the minute, on the channel's clock where the web view knows it, else on this machine's. */
export function capturedNow(now: Date, zone?: string): string {
  const there = zone === undefined ? null : onClock(now, zone);
  const minutes = there ? aheadOf(now, there) : -now.getTimezoneOffset();
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  const wall = new Date(now.getTime() + minutes * 60_000).toISOString();
  return writeCaptured({ date: wall.slice(0, 10), time: wall.slice(11, 16), seconds: ':00', offset });
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 24 Nov 2026, 09:12` */
export function capturedInWords({ date, time }: Captured): string {
  const [year, month, day] = date.split('-').map(Number);
  const weekday = DAYS[new Date(`${date}T00:00Z`).getUTCDay()] ?? '';
  return `${weekday} ${day ?? ''} ${MONTHS[(month ?? 1) - 1] ?? ''} ${year ?? ''}, ${time}`;
}

/** The same moment on the channel's clock, where that reads differently; rules go by that clock. */
export function capturedInZone(captured: Captured, zone: string): string | null {
  const there = onClock(new Date(writeCaptured(captured)), zone);
  if (there === null || (there.date === captured.date && there.time === captured.time)) return null;
  return capturedInWords({ ...captured, ...there });
}

/** What a clock in `zone` shows at a moment. */
function onClock(moment: Date, zone: string): { date: string; time: string } | null {
  const format = readZone(zone);
  if (format === null || Number.isNaN(moment.getTime())) return null;
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return {
    date: `${(part.year ?? '').padStart(4, '0')}-${part.month ?? ''}-${part.day ?? ''}`,
    time: `${part.hour ?? ''}:${part.minute ?? ''}`,
  };
}

/** Minutes by which a clock is ahead of UTC. */
function aheadOf(moment: Date, { date, time }: { date: string; time: string }): number {
  return new Date(`${date}T${time}Z`).getTime() / 60_000 - Math.floor(moment.getTime() / 60_000);
}

function readZone(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const digits = '2-digit';
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
    });
  } catch {
    // A zone this web view does not know; the engine does.
    return null;
  }
}

function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** Offsets in use somewhere, west to east. */
export const OFFSETS = [
  '-12:00',
  '-11:00',
  '-10:00',
  '-09:30',
  '-09:00',
  '-08:00',
  '-07:00',
  '-06:00',
  '-05:00',
  '-04:00',
  '-03:30',
  '-03:00',
  '-02:30',
  '-02:00',
  '-01:00',
  '+00:00',
  '+01:00',
  '+02:00',
  '+03:00',
  '+03:30',
  '+04:00',
  '+04:30',
  '+05:00',
  '+05:30',
  '+05:45',
  '+06:00',
  '+06:30',
  '+07:00',
  '+08:00',
  '+08:45',
  '+09:00',
  '+09:30',
  '+10:00',
  '+10:30',
  '+11:00',
  '+12:00',
  '+12:45',
  '+13:00',
  '+13:45',
  '+14:00',
] as const;
