// The leads on the desk: one tab per sample and one per lead begun here. A sample that was typed
// into keeps what was typed as its draft until it is saved or reset. Pure; leads.ts holds the state.

import type { Sample } from '../../ipc';
import type { Lead } from '../../state/store';

export interface Tabs {
  /** The tab in front: a sample's id or a new lead's key. */
  front: string | null;
  /** New leads, oldest first; their drafts are all there is of them. */
  fresh: readonly string[];
  drafts: Readonly<Record<string, Lead>>;
  /** What the last reset took away, to bring back. */
  dropped: { tab: string; lead: Lead } | null;
}

export const NO_TABS: Tabs = { front: null, fresh: [], drafts: {}, dropped: null };

/** Keeps what was typed; typed back to what the sample says, there is nothing to keep. */
export function typed(tabs: Tabs, samples: readonly Sample[], lead: Lead): Tabs {
  const { front } = tabs;
  if (front === null) return tabs;
  const sample = samples.find(({ id }) => id === front);
  if (sample && sameLead(leadOf(sample), lead)) return without(tabs, front);
  return { ...tabs, drafts: { ...tabs.drafts, [front]: lead }, dropped: null };
}

export function begun(tabs: Tabs, lead: Lead): Tabs {
  const used = tabs.fresh.map((key) => Number(key.slice(FRESH.length)));
  const key = `${FRESH}${Math.max(0, ...used) + 1}`;
  return { ...tabs, front: key, fresh: [...tabs.fresh, key], drafts: { ...tabs.drafts, [key]: lead } };
}

/** Takes back what was typed, or the new lead as a whole. */
export function reset(tabs: Tabs): Tabs {
  const { front } = tabs;
  const lead = front === null ? undefined : tabs.drafts[front];
  if (front === null || !lead) return tabs;
  return {
    ...without(tabs, front),
    front: tabs.fresh.includes(front) ? null : front,
    dropped: { tab: front, lead },
  };
}

export function broughtBack(tabs: Tabs): Tabs {
  if (!tabs.dropped) return tabs;
  const { tab, lead } = tabs.dropped;
  const isNew = tab.startsWith(FRESH);
  return {
    front: tab,
    fresh: isNew ? [...tabs.fresh, tab] : tabs.fresh,
    drafts: { ...tabs.drafts, [tab]: lead },
    dropped: null,
  };
}

/** A draft that was saved lives on as its sample. */
export function saved(tabs: Tabs, tab: string, sample: string): Tabs {
  return { ...without(tabs, tab), front: tabs.front === tab ? sample : tabs.front, dropped: null };
}

/** A tab whose sample is gone gives its place to the first one. */
export function settled(tabs: Tabs, samples: readonly Sample[]): Tabs {
  if (tabs.front !== null && !isGone(tabs, samples)) return tabs;
  return { ...tabs, front: samples[0]?.id ?? tabs.fresh[0] ?? null };
}

/** The tab in front stands for a sample that an edit, an undo or a redo has taken away. */
export function isGone({ front, fresh }: Tabs, samples: readonly Sample[]): boolean {
  return front !== null && !fresh.includes(front) && samples.every(({ id }) => id !== front);
}

export function leadOf({ channel, captured_at: capturedAt, payload }: Sample): Lead {
  return { channel, capturedAt, payload };
}

export function sameLead(one: Lead, other: Lead): boolean {
  return (
    one.channel === other.channel && one.capturedAt === other.capturedAt && one.payload === other.payload
  );
}

export function freshName(key: string): string {
  const number = key.slice(FRESH.length);
  return number === '1' ? 'New lead' : `New lead ${number}`;
}

/** No sample's id has a space in front. */
const FRESH = ' new ';

function without(tabs: Tabs, tab: string): Tabs {
  const drafts = Object.fromEntries(Object.entries(tabs.drafts).filter(([key]) => key !== tab));
  return { ...tabs, drafts, fresh: tabs.fresh.filter((key) => key !== tab) };
}
