// What lies on the simulator's desk, beside the window's own state: tabs and drafts, the last JSON
// that could be read, and the answer an edit replaced. View state only; samples live in the mirror.

import { create } from 'zustand';
import { edit } from '../state/edit';
import { pickSample, setLead, simulate, takeLead, takeSample } from '../state/lead';
import { sayDone } from '../state/notice';
import { showChannel } from '../state/show';
import { type Lead, useApp } from '../state/store';
import { capturedNow } from './lead/captured';
import { parse, type SyntaxProblem } from './lead/jsonText';
import { NOTHING_SEEN, see, type Seen } from './outcome/change';
import {
  begun,
  broughtBack,
  isGone,
  leadOf,
  NO_TABS,
  reset,
  sameLead,
  saved,
  settled,
  type Tabs,
  typed,
} from './samples/tabs';

interface Leads {
  tabs: Tabs;
  /** Why the payload in front is no JSON. */
  problem: SyntaxProblem | null;
  /** The newest payload of the tab in front that could be read; the form shows it meanwhile. */
  readable: string | null;
  seen: Seen;
  /** The tab whose lead `seen.simulation` answers. */
  seenTab: string | null;
}

const EMPTY: Leads = { tabs: NO_TABS, problem: null, readable: null, seen: NOTHING_SEEN, seenTab: null };

export const useLeads = create<Leads>()(() => EMPTY);

/** Brings a tab to the front and its channel onto the board. */
export async function choose(tab: string): Promise<void> {
  const { tabs } = useLeads.getState();
  useLeads.setState({ tabs: { ...tabs, front: tab } });
  await bringUp(tab);
}

/** Any field of the lead in front was edited. */
export async function change(patch: Partial<Lead>): Promise<void> {
  const { lead, samples } = useApp.getState();
  if (!lead) return;
  const next = { ...lead, ...patch };
  const tabs = typed(useLeads.getState().tabs, samples, next);
  useLeads.setState({ tabs });
  if (tabs.front !== null && tabs.drafts[tabs.front] === undefined && takeSample(tabs.front))
    await simulate();
  else await setLead(patch);
}

/** Begins a lead with nothing filled in, sent to the channel on the board. */
export async function begin(): Promise<void> {
  const { channel, channels, lead } = useApp.getState();
  const target = channel ?? lead?.channel;
  if (target === undefined) return;
  const zone = channels[target]?.board.time_zone;
  const blank = { channel: target, capturedAt: capturedNow(new Date(), zone), payload: '{}' };
  useLeads.setState(({ tabs }) => ({ tabs: begun(tabs, blank) }));
  await takeLead(blank);
}

export async function takeBack(): Promise<void> {
  useLeads.setState(({ tabs }) => ({ tabs: settled(reset(tabs), useApp.getState().samples) }));
  await bringUpFront();
}

export async function bringBack(): Promise<void> {
  useLeads.setState(({ tabs }) => ({ tabs: broughtBack(tabs) }));
  await bringUpFront();
}

/** Keeps the lead in front as a sample: under a new name, or as what `sample` says from now on. */
export async function keep(name: string, sample: string | null): Promise<void> {
  const { lead, samples } = useApp.getState();
  const { front } = useLeads.getState().tabs;
  if (!lead || front === null) return;
  const { channel, capturedAt: captured_at, payload } = lead;
  keeping = { tab: front, sample, known: new Set(samples.map(({ id }) => id)) };
  if (await edit({ kind: 'save_sample', sample, name, lead: { channel, captured_at, payload } })) sayDone(`Saved the sample “${name}”`);
  keeping = null;
}

/** A lead on its way into the samples; a new one has no id until they are read again. */
let keeping: { tab: string; sample: string | null; known: ReadonlySet<string> } | null = null;

/** A sample on its way out at its owner's wish; one that an undo takes away leaves its lead here. */
let forgetting: string | null = null;

export async function forget(sample: string): Promise<void> {
  const name = useApp.getState().samples.find(({ id }) => id === sample)?.name ?? '';
  forgetting = sample;
  if (await edit({ kind: 'delete_sample', sample })) sayDone(`Deleted the sample “${name}”`);
  forgetting = null;
}

async function bringUpFront(): Promise<void> {
  const { front } = useLeads.getState().tabs;
  if (front !== null) await bringUp(front);
}

async function bringUp(tab: string): Promise<void> {
  const draft = useLeads.getState().tabs.drafts[tab];
  if (!draft) return pickSample(tab);
  await Promise.all([takeLead(draft), showChannel(draft.channel)]);
}

useApp.subscribe((now, before) => {
  if (now.lead === null && before.lead !== null) useLeads.setState(EMPTY);
  if (now.sample !== null && now.sample !== before.sample) {
    const { sample } = now;
    useLeads.setState(({ tabs }) => (tabs.front === sample ? {} : { tabs: { ...tabs, front: sample } }));
    // Somebody else picked it; what was typed into it before comes first.
    if (useLeads.getState().tabs.drafts[sample]) void bringUp(sample);
  }
  if (now.lead && now.lead !== before.lead) readAgain(now.lead, before.lead);
  if (now.simulation !== before.simulation || now.answered !== before.answered) {
    useLeads.setState(({ seen, tabs }) => ({
      seen: see(seen, now.answered, now.simulation),
      seenTab: tabs.front,
    }));
  }
  if (now.samples !== before.samples && before.samples.length > 0) followSamples();
});

let readableOf: string | null = null;

function readAgain(lead: Lead, before: Lead | null): void {
  const { front } = useLeads.getState().tabs;
  const isOther = readableOf !== front || before === null;
  const parsed = parse(lead.payload);
  if (parsed.ok) useLeads.setState({ problem: null, readable: lead.payload });
  else useLeads.setState({ problem: parsed.problem, ...(isOther ? { readable: null } : {}) });
  readableOf = front;
}

/** An edit, an undo or a redo may have changed or deleted the sample in front. */
function followSamples(): void {
  const { samples, lead } = useApp.getState();
  const kept = samples.find(({ id }) =>
    keeping?.sample === null ? !keeping.known.has(id) : keeping?.sample === id,
  );
  if (keeping && kept) {
    const { tab } = keeping;
    keeping = null;
    useLeads.setState(({ tabs, seenTab }) => ({
      tabs: saved(tabs, tab, kept.id),
      seenTab: seenTab === tab ? kept.id : seenTab,
    }));
    if (useLeads.getState().tabs.front === kept.id) takeSample(kept.id);
  }
  const { tabs, seenTab } = useLeads.getState();
  if (lead && isGone(tabs, samples) && tabs.front !== forgetting) {
    const left = begun(tabs, lead);
    useLeads.setState({ tabs: left, seenTab: seenTab === tabs.front ? left.front : seenTab });
    return;
  }
  const next = settled(tabs, samples);
  if (next !== tabs) {
    useLeads.setState({ tabs: next });
    if (next.front !== null) void bringUp(next.front);
    return;
  }
  const sample = samples.find(({ id }) => id === tabs.front);
  if (!sample || !lead || tabs.drafts[sample.id] || sameLead(leadOf(sample), lead)) return;
  if (takeSample(sample.id)) void simulate();
}
