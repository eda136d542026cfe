import { expect, it } from 'vitest';
import type { PushStep } from '../ipc';
import { withNews } from './pushNews';

const step = (words: string, state: PushStep['state'] = 'waiting'): PushStep => ({ words: [words], state, result: null });
const nothing = { steps: null, reading: null, isReadingBack: false };

it('takes in a push word by word', () => {
  const looking = { stage: 'rules', done: 3, total: 8 } as const;
  expect(withNews(nothing, { kind: 'checking', progress: looking })).toEqual({ reading: looking });
  const begun = withNews({ ...nothing, reading: looking }, { kind: 'begun', steps: [step('a'), step('b')] });
  expect(begun).toEqual({ reading: null, steps: [step('a'), step('b')] });
  const sent = withNews({ ...nothing, ...begun }, { kind: 'step', step: 1, state: 'refused', result: 'answer 400' });
  expect(sent.steps).toEqual([step('a'), { ...step('b', 'refused'), result: 'answer 400' }]);
  expect(withNews({ ...nothing, ...sent }, { kind: 'reading_back' })).toEqual({ isReadingBack: true });
});

it('leaves the steps alone that no news is of', () => {
  const steps = [step('a', 'done'), step('b')];
  const news = withNews({ ...nothing, steps }, { kind: 'step', step: 1, state: 'sent', result: null });
  expect(news.steps?.[0]).toBe(steps[0]);
  expect(withNews(nothing, { kind: 'step', step: 0, state: 'done', result: null })).toEqual({ steps: null });
});
