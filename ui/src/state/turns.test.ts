import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Opened } from '../ipc';

// An engine of one draft, whose every answer takes a while. What it was asked to do is in `done`.
const { done, engine, ipc } = vi.hoisted(() => {
  const done: string[] = [];
  const redos: string[] = [];
  const engine = { file: 'first', revision: 1, undos: ['one', 'two'], redos, tree: ['adler', 'downtown'], gone: '' };
  const edits = (tree_changed = false) => ({
    undo: engine.undos.at(-1) ?? null,
    redo: engine.redos.at(-1) ?? null,
    revision: engine.revision,
    made: [],
    notes: [],
    tree_changed,
    samples_changed: false,
  });
  const later = <T>(answer: () => T): Promise<T> =>
    new Promise((come, fail) => {
      setTimeout(() => {
        try {
          come(answer());
        } catch (cause) {
          fail(cause instanceof Error ? cause : new Error(String(cause)));
        }
      }, 10);
    });
  const counts = { brokerages: 1, regions: 0, offices: 1, teams: 0, agents: 0, others: 0 };
  const start = { account: 'adler', channel: 'a1', sample: null };
  const opened = (file = engine.file): Opened => {
    engine.file = file;
    return { file, title: 'Adler', is_sample: false, counts, edits: edits(), start, unclean: false };
  };
  const moved = (from: string[], to: string[], what: string) => {
    const step = from.pop();
    if (step === undefined) throw new Error(`nothing to ${what}`);
    to.push(step);
    engine.revision += 1;
    done.push(`${what} ${step}`);
    return edits();
  };
  const channel = (id: string) => {
    if (id === engine.gone) throw new Error('there is no such channel');
    return { id, account: id.startsWith('d') ? 'downtown' : 'adler', rules: [] };
  };
  const ipc = {
    open: () => later(() => opened()),
    openMirror: (file: string) => later(() => opened(file)),
    edit: ({ rule = '' }: { rule?: string }) =>
      later(() => {
        engine.undos.push(rule);
        engine.revision += 1;
        done.push(`${rule} in ${engine.file}`);
        return edits(rule === 'accounts');
      }),
    undo: () => later(() => moved(engine.undos, engine.redos, 'undo')),
    redo: () => later(() => moved(engine.redos, engine.undos, 'redo')),
    tree: () => later(() => engine.tree),
    board: (account: string) =>
      later(() => ({
        account: { id: account },
        channels: ['1', '2'].map((each) => ({ id: `${account.charAt(0)}${each}`, is_default: each === '1' })),
      })),
    channel: (id: string) => later(() => channel(id)),
    samples: () => later(() => []),
    simulate: () => later(() => ({ sentence: [], notes: [], steps: [] })),
    outcomes: () => later(() => ({ samples: [], rules: [] })),
    warm: () => later(() => undefined),
  };
  return { done, engine, ipc };
});
vi.mock('../ipc', () => ({ ipc, toAppError: (cause: unknown) => ({ code: 'internal', message: String(cause), help: null }) }));
vi.mock('../tree/model', () => ({ readTree: (names: string[]) => ({ rowOf: (id: string) => [undefined, 0][Number(names.includes(id))] }) }));

const { edit, redo, submit, undo } = await import('./edit');
const { sayDone } = await import('./notice');
const { openInTurn } = await import('./open');
const { showAccount, showChannel } = await import('./show');
const { useApp } = await import('./store');

const shown = () => {
  const { board, channel } = useApp.getState();
  return [board?.account.id, channel];
};
const change = (rule: string) => edit({ kind: 'delete_rule', rule });
const lead = { channel: 'a1', capturedAt: '2026-11-24T09:12:00-06:00', payload: '{}' };

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (drawn: () => void) => setTimeout(drawn, 16));
  Object.assign(engine, { file: 'first', revision: 1, undos: ['one', 'two'], redos: [], tree: ['adler', 'downtown'], gone: '' });
  useApp.setState(useApp.getInitialState(), true);
  void openInTurn(ipc.open);
  await vi.runAllTimersAsync();
  done.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('takes back one edit after the other, each by its own name', async () => {
  const said: (string | undefined)[] = [];
  const stop = useApp.subscribe(({ notice }, before) => {
    if (notice !== before.notice) said.push(notice?.text);
  });
  void undo();
  void undo();
  await vi.runAllTimersAsync();
  stop();
  expect(said).toEqual(['Undone: two', 'Undone: one']);
});

it('takes back an edit that is still on its way, and does it again', async () => {
  engine.undos = [];
  useApp.setState(({ edits }) => ({ edits: { ...edits, undo: null } }));
  void change('luxury');
  void undo();
  void redo();
  await vi.runAllTimersAsync();
  expect(done).toEqual(['luxury in first', 'undo luxury', 'redo luxury']);
});

it('offers to take back the edit a notice names, and no later one', async () => {
  void change('luxury').then(() => sayDone('Deleted “Luxury”'));
  await vi.runAllTimersAsync();
  const { revision } = useApp.getState().notice ?? {};
  expect(revision).toBe(useApp.getState().edits.revision);
  void change('weekend');
  void undo(revision);
  await vi.runAllTimersAsync();
  expect(done).toEqual(['luxury in first', 'weekend in first']);
  expect(useApp.getState().edits.revision).not.toBe(revision);
});

it('shows the tab that was clicked while an edit was on its way', async () => {
  expect(shown()).toEqual(['adler', 'a1']);
  void change('luxury');
  void showChannel('a2');
  await vi.runAllTimersAsync();
  expect(shown()).toEqual(['adler', 'a2']);
  for (const wait of [5, 15, 25]) {
    void change('luxury');
    await vi.advanceTimersByTimeAsync(wait);
    void showChannel('a1');
    await vi.runAllTimersAsync();
    expect(shown()).toEqual(['adler', 'a1']);
    await showLater('a2');
  }
});

it('shows the account and channel that were chosen while an edit was on its way', async () => {
  void change('luxury');
  await vi.advanceTimersByTimeAsync(5);
  void showAccount('downtown', 'd2');
  await vi.runAllTimersAsync();
  expect(shown()).toEqual(['downtown', 'd2']);
});

it('follows the last of several wishes', async () => {
  void showChannel('d2');
  void showChannel('a2');
  await vi.runAllTimersAsync();
  expect(shown()).toEqual(['adler', 'a2']);
});

it('keeps what is on show when a channel is gone, and says so', async () => {
  engine.gone = 'd9';
  await showLater('d9');
  expect(shown()).toEqual(['adler', 'a1']);
  expect(useApp.getState()).toMatchObject({ boardError: null, notice: { tone: 'fail' } });
});

it('keeps the lead and the dialog when an undo takes the shown account away', async () => {
  void showAccount('downtown');
  await vi.runAllTimersAsync();
  useApp.setState({ lead, dialog: 'palette', view: 'review' });
  engine.tree = ['adler'];
  void change('accounts');
  await vi.runAllTimersAsync();
  expect(shown()).toEqual(['adler', 'a1']);
  expect(useApp.getState()).toMatchObject({ lead, dialog: 'palette', view: 'review' });
});

it('does to a mirror only what was meant for it', async () => {
  void change('before');
  const opening = openInTurn(() => ipc.openMirror('second'));
  const late = submit({ kind: 'delete_rule', rule: 'meanwhile' });
  await vi.runAllTimersAsync();
  await opening;
  void change('after');
  await vi.runAllTimersAsync();
  expect(done).toEqual(['before in first', 'after in second']);
  expect(await late).not.toBeNull();
});

async function showLater(channel: string): Promise<void> {
  void showChannel(channel);
  await vi.runAllTimersAsync();
}
