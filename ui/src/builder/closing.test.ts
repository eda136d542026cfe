import { beforeEach, expect, it, vi } from 'vitest';

// What the shell does when somebody closes the window: it asks whoever listens, or closes.
const { shell, ipc } = vi.hoisted(() => {
  const shell = { ask: new Set<() => void>(), closed: 0 };
  const close = () => {
    shell.closed += 1;
    return Promise.resolve();
  };
  const ipc = {
    closeWindow: close,
    onCloseAsked: (told: () => void) => {
      shell.ask.add(told);
      return Promise.resolve(() => shell.ask.delete(told));
    },
  };
  return { shell, ipc };
});
vi.mock('../ipc', () => ({ ipc, toAppError: (cause: unknown) => cause }));

const { askBeforeClosing, closeWindow } = await import('./closing');
const { changeDraft, closeEditing, openEditing } = await import('./drafts');
const { emptyRule } = await import('./draft');
const { useApp } = await import('../state/store');

askBeforeClosing();

const settled = () => new Promise((come) => setTimeout(come));
const open = (key: string) => openEditing({ key, channel: 'listings', target: { kind: 'new', before: null }, draft: emptyRule('inbox') });

beforeEach(() => {
  useApp.setState({ dialog: null });
});

it('lets a window close over editors that hold nothing new', async () => {
  open('a');
  await settled();
  expect(shell.ask.size).toBe(0);
  closeEditing('a');
});

it('asks once while any editor holds changes, and no longer', async () => {
  open('a');
  open('b');
  changeDraft('a', { name: 'Weekend' });
  changeDraft('b', { name: 'Luxury' });
  await settled();
  expect(shell.ask.size).toBe(1);
  for (const ask of shell.ask) ask();
  expect(useApp.getState().dialog).toBe('unsaved');
  await closeWindow();
  expect(shell.closed).toBe(1);
  closeEditing('a');
  changeDraft('b', { name: '' });
  await settled();
  expect(shell.ask.size).toBe(0);
});
