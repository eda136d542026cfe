import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const { kept, answers, ipc, submit } = vi.hoisted(() => {
  const kept: unknown[] = [];
  const answers: ((refused: object | null) => void)[] = [];
  const submit = (edit: unknown) => {
    kept.push(edit);
    return new Promise((come) => answers.push(come));
  };
  const source = { name: 'Luxury', enabled: true, when: null, then: { type: 'custom', expression: 'true' }, follow_up: [] };
  const ipc = {
    fieldTable: () => Promise.resolve([{ name: 'price' }]),
    rule: () => new Promise((come) => setTimeout(() => come({ channel: 'listings', source }))),
  };
  return { kept, answers, ipc, submit };
});
vi.mock('../ipc', () => ({ ipc, toAppError: (cause: unknown) => cause }));
vi.mock('../state/edit', () => ({ submit, edit: submit }));

const { cancel, giveUp, openNewRule, openRule, save } = await import('./actions');
const { changeDraft, firstChanged, useDrafts } = await import('./drafts');
const { useApp } = await import('../state/store');

const open = () => Object.values(useDrafts.getState().editing);
const only = () => open()[0];
const answer = async (refused: object | null) => {
  answers.shift()?.(refused);
  await new Promise((come) => setTimeout(come));
};

beforeEach(async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  kept.length = 0;
  answers.length = 0;
  useDrafts.setState({ editing: {} });
  await openNewRule('listings', null, 'round_robin_pool', ['brown']);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('keeps a rule once, however often it is told to', async () => {
  const { key = '' } = only() ?? {};
  const saved = save(key);
  expect(await save(key)).toBe(false);
  await answer(null);
  expect(await saved).toBe(false);
  expect(kept).toHaveLength(1);
  expect(open()).toEqual([]);
});

it('leaves an editor alone while it is being saved, and opens it again if that is refused', async () => {
  const { key = '' } = only() ?? {};
  const saved = save(key);
  changeDraft(key, { name: 'typed meanwhile' });
  cancel(key);
  expect(only()).toMatchObject({ saving: true, asking: false, draft: { name: '' } });
  await answer({ problems: [] });
  expect(await saved).toBe(true);
  expect(only()).toMatchObject({ saving: false, tried: true });
  changeDraft(key, { name: 'Weekend' });
  expect(only()?.draft.name).toBe('Weekend');
});

it('throws changes away only when told so', () => {
  const { key = '' } = only() ?? {};
  changeDraft(key, { name: 'Weekend' });
  cancel(key);
  cancel(key);
  expect(only()).toMatchObject({ asking: true });
  giveUp(key);
  expect(open()).toEqual([]);
});

it('forgets the drafts of another mirror', () => {
  useApp.setState({ opening: useApp.getState().opening + 1 });
  expect(open()).toEqual([]);
});

it('knows which rule would lose what its editor holds', () => {
  const { key = '' } = only() ?? {};
  const rules = [{ id: 'other' }, { id: key }];
  expect(firstChanged(rules)).toBeUndefined();
  changeDraft(key, { name: 'Weekend' });
  expect(firstChanged(rules)).toEqual({ id: key });
});

it('opens a rule once, and not in another mirror', async () => {
  const opened = [openRule('luxury'), openRule('luxury')];
  await opened[0];
  changeDraft('luxury', { name: 'Typed' });
  await opened[1];
  expect(useDrafts.getState().editing.luxury?.draft.name).toBe('Typed');
  const late = openRule('weekend');
  useApp.setState({ opening: useApp.getState().opening + 1 });
  await late;
  expect(open()).toEqual([]);
});
