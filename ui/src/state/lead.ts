// The lead under examination and its answer.
import { ipc, toAppError } from '../ipc';
import { latest } from './latest';
import { sayFailure } from './notice';
import { share } from './share';
import { type Draw, showChannel } from './show';
import { type Lead, useApp } from './store';

const newestAnswer = latest();
const newestOutcomes = latest();

/** Simulates the present lead at the present revision. */
export async function simulate(): Promise<void> {
  const draw = await askAnswer();
  draw();
}

/** Asks where the present lead lands. */
export async function askAnswer(): Promise<Draw> {
  const { lead } = useApp.getState();
  if (!lead) return () => undefined;
  const isNewest = newestAnswer();
  try {
    const simulation = await ipc.simulate({
      channel: lead.channel,
      captured_at: lead.capturedAt,
      payload: lead.payload,
    });
    return () => {
      if (!isNewest()) return;
      useApp.setState(({ simulation: before }) => ({
        simulation: before ? share(before, simulation) : simulation,
        answered: lead,
        leadError: null,
        hoveredStep: null,
      }));
    };
  } catch (cause) {
    return () => {
      if (isNewest()) useApp.setState({ leadError: toAppError(cause) });
    };
  }
}

export async function setLead(patch: Partial<Lead>): Promise<void> {
  const { lead } = useApp.getState();
  if (!lead) return;
  useApp.setState({ lead: { ...lead, ...patch }, sample: null });
  await simulate();
}

/** Takes a lead that is no sample's. */
export async function takeLead(lead: Lead): Promise<void> {
  useApp.setState({ lead, sample: null });
  await simulate();
}

/** Takes the sample's lead without moving the board. */
export function takeSample(id: string): boolean {
  const sample = useApp.getState().samples.find((candidate) => candidate.id === id);
  if (!sample) return false;
  const { channel, captured_at: capturedAt, payload } = sample;
  useApp.setState({ sample: id, lead: { channel, capturedAt, payload } });
  return true;
}

export async function pickSample(id: string): Promise<void> {
  if (!takeSample(id)) return;
  const { lead } = useApp.getState();
  await Promise.all([simulate(), lead ? showChannel(lead.channel) : undefined]);
}

export function hoverStep(step: number | null): void {
  if (useApp.getState().hoveredStep !== step) useApp.setState({ hoveredStep: step });
}

/** Asks for the samples again, since an edit may keep, change or delete one. */
export async function askSamples(): Promise<Draw> {
  try {
    const samples = await ipc.samples();
    return () => useApp.setState((state) => ({ samples: share(state.samples, samples) }));
  } catch (cause) {
    return () => sayFailure(cause);
  }
}

export async function refreshOutcomes(): Promise<void> {
  const draw = await askOutcomes();
  draw();
}

/** Asks where every sample lands now, what the last step changed of it, and what the shown rules say of them. */
export async function askOutcomes(): Promise<Draw> {
  const isNewest = newestOutcomes();
  try {
    const { samples, rules } = await ipc.outcomes(useApp.getState().channel);
    const extents = Object.fromEntries(rules.flatMap(({ rule, extent }) => (extent === null ? [] : [[rule, extent]])));
    return () => {
      if (isNewest()) useApp.setState((state) => ({ outcomes: samples, extents: share(state.extents, extents) }));
    };
  } catch (cause) {
    return () => sayFailure(cause);
  }
}

// Another channel's rules say other things of the same samples.
useApp.subscribe(({ channel, outcomes }, before) => {
  if (channel !== before.channel && channel !== null && outcomes !== null) void refreshOutcomes();
});
