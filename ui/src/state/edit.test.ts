import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// Each answer of the engine comes so many milliseconds after its question.
const { after, edited, ipc } = vi.hoisted(() => {
  const after = { edit: 0, board: 0, channel: 0, simulate: 0, outcomes: 0, samples: 0 };
  const edited = { undo: 'Switched off “Luxury”', redo: null, revision: 2, made: [], tree_changed: false, samples_changed: false };
  const later = (name: keyof typeof after, answer: object) => () =>
    new Promise((come) => setTimeout(() => come(structuredClone(answer)), after[name]));
  const ipc = {
    edit: later('edit', edited),
    board: later('board', { account: { id: 'adler' }, channels: [{ id: 'listings', is_default: true }] }),
    channel: later('channel', { id: 'listings', account: 'adler', rules: [] }),
    simulate: later('simulate', { sentence: [], notes: [], steps: [] }),
    outcomes: later('outcomes', { samples: [], rules: [] }),
    samples: later('samples', [{ id: 'saturday' }]),
  };
  return { after, edited, ipc };
});
vi.mock('../ipc', () => ({ ipc, toAppError: (cause: unknown) => cause }));

const { submit } = await import('./edit');
const { useApp } = await import('./store');

const lead = { channel: 'listings', capturedAt: '2026-11-24T09:12:00-06:00', payload: '{}' };

/** When what people see of the edit changed, in milliseconds after it was made. */
async function drawnAt(): Promise<Record<string, number>> {
  const begun = Date.now();
  const drawn: Record<string, number> = {};
  const stop = useApp.subscribe((now, before) => {
    for (const part of ['edits', 'board', 'simulation', 'outcomes', 'samples'] as const) {
      if (now[part] !== before[part]) drawn[part] = Date.now() - begun;
    }
  });
  const done = submit({ kind: 'delete_rule', rule: 'luxury' });
  await vi.runAllTimersAsync();
  await done;
  stop();
  return drawn;
}

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(after, { edit: 5, board: 5, channel: 5, simulate: 20, outcomes: 40, samples: 5 });
  edited.samples_changed = false;
  useApp.setState(useApp.getInitialState(), true);
  useApp.setState({ account: 'adler', channel: 'listings', lead });
});
afterEach(() => {
  vi.useRealTimers();
});

it('draws what an edit changed in one go, once the last answer is in', async () => {
  expect(await drawnAt()).toEqual({ edits: 45, board: 45, simulation: 45, outcomes: 45 });
});

it('keeps nobody waiting for an answer that takes long', async () => {
  after.outcomes = 300;
  expect(await drawnAt()).toEqual({ edits: 85, board: 85, simulation: 85, outcomes: 305 });
});

it('reads the samples again only where the edit changed them', async () => {
  expect(Object.keys(await drawnAt())).not.toContain('samples');
  edited.samples_changed = true;
  after.samples = 60;
  expect(await drawnAt()).toMatchObject({ edits: 65, samples: 65 });
});
