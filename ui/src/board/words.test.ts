import { expect, it } from 'vitest';
import { channelCommand, tabAfter } from './tabs';
import { accountWords, caughtWords, channelName, followUpWords } from './words';

it('counts what a rule caught, where there is anything to count', () => {
  expect(caughtWords(1, 1)).toBe('1 of 1 sample');
  expect(caughtWords(0, 24)).toBe('0 of 24 samples');
  expect(caughtWords(0, 0)).toBe('');
});

it('names what has no name, and chains follow-ups into a sentence', () => {
  expect(channelName({ name: null })).toBe('Unnamed route');
  expect(followUpWords(['Task “Call”, due in 5 min', 'Tag Luxury'])).toBe('then task “Call”, due in 5 min · tag Luxury');
});

it('says what an account is', () => {
  const head = { id: 'x', name: 'X', path: [], agents: 1, active: true, away: [], daily_cap: null, people: [] };
  expect(accountWords({ ...head, kind: 'office' })).toEqual(['Office', '1 agent']);
  expect(accountWords({ ...head, kind: 'agent' })).toEqual(['Agent']);
});

it('goes round the tabs', () => {
  expect(tabAfter('ArrowRight', 2, 3)).toBe(0);
  expect(tabAfter('ArrowLeft', 0, 3)).toBe(2);
  expect(tabAfter('End', 0, 3)).toBe(2);
  expect(tabAfter('x', 0, 3)).toBeNull();
  expect(tabAfter('Home', 0, 0)).toBeNull();
});

it('takes keys on a tab for its channel', () => {
  const press = (key: string, more = {}) => channelCommand({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
  expect(press('F2')).toBe('rename');
  expect(press('Delete')).toBe('delete');
  expect(press('D', { ctrlKey: true })).toBe('duplicate');
  expect(press('d')).toBeNull();
  expect(press('Delete', { altKey: true })).toBeNull();
});
