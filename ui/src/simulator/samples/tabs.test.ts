import { expect, it } from 'vitest';
import { begun, broughtBack, freshName, NO_TABS, reset, saved, settled, typed } from './tabs';

const sample = (id: string) => ({
  id,
  name: id,
  channel: 'c1',
  captured_at: 't',
  payload: '{}',
  shipped: true,
});
const samples = [sample('a'), sample('b')];
const lead = { channel: 'c1', capturedAt: 't', payload: '{"x": 1}' };
const onA = { ...NO_TABS, front: 'a' };

it('keeps what was typed into a sample, until it says the same again', () => {
  const edited = typed(onA, samples, lead);
  expect(edited.drafts).toEqual({ a: lead });
  expect({ ...edited, front: 'b' }.drafts.a).toBe(lead);
  expect(typed(edited, samples, { ...lead, payload: '{}' }).drafts).toEqual({});
});

it('resets a sample and brings it back', () => {
  const after = reset(typed(onA, samples, lead));
  expect(after).toMatchObject({ front: 'a', drafts: {}, dropped: { tab: 'a', lead } });
  expect(broughtBack({ ...after, front: 'b' })).toEqual({ ...NO_TABS, front: 'a', drafts: { a: lead } });
});

it('begins, discards and brings back new leads under names of their own', () => {
  const two = begun(begun(onA, lead), lead);
  expect(two.fresh.map(freshName)).toEqual(['New lead', 'New lead 2']);
  const one = settled(reset(two), samples);
  expect(one).toMatchObject({ front: 'a', fresh: two.fresh.slice(0, 1) });
  expect(broughtBack(one)).toMatchObject({ front: two.front, fresh: two.fresh, dropped: null });
});

it('turns a saved lead into its sample', () => {
  const begunOne = begun(onA, lead);
  expect(saved(begunOne, begunOne.front ?? '', 'c')).toEqual({ ...NO_TABS, front: 'c' });
});

it('moves off a sample that is gone', () => {
  expect(settled({ ...NO_TABS, front: 'gone' }, samples).front).toBe('a');
  expect(settled({ ...NO_TABS, front: 'gone' }, []).front).toBeNull();
  expect(settled(onA, samples)).toBe(onA);
});
