import { expect, it, vi } from 'vitest';
import type { PushNews, Review } from '../ipc';

const { pushes, ipc } = vi.hoisted(() => {
  const pushes: string[] = [];
  const ipc = {
    push: (plan: string, _confirmed: unknown, hear: (news: PushNews) => void) => {
      pushes.push(plan);
      hear({ kind: 'begun', steps: [] });
      return new Promise((_, fail) => setTimeout(() => fail(new Error('offline'))));
    },
    rechatStatus: vi.fn(() => Promise.resolve(null)),
  };
  return { pushes, ipc };
});
vi.mock('../ipc', () => ({ ipc, toAppError: () => ({ code: 'offline', message: '', help: null }) }));

const { push } = await import('./rechat');
const { useApp } = await import('./store');

const review: Review = {
  plan: 'first',
  fetched_at: '2026-11-24T09:12:00Z',
  empty: false,
  mine: [],
  theirs: [],
  conflicts: [],
  deletions: [],
  samples: [],
  places: [],
  sheet: null,
};

it('sends a plan once, though the button is pressed twice, and again once that has ended', async () => {
  await Promise.all([push(review, []), push(review, [])]);
  expect(pushes).toEqual(['first']);
  expect(useApp.getState().rechat.pushError).toMatchObject({ code: 'offline' });
  await push(review, []);
  expect(pushes).toEqual(['first', 'first']);
});

it('asks how it stands when the push tells that it has begun, since it had not when asked with it', async () => {
  ipc.rechatStatus.mockClear();
  await push(review, []);
  // As it is told, as the push is asked for, and in the end.
  expect(ipc.rechatStatus).toHaveBeenCalledTimes(3);
});
