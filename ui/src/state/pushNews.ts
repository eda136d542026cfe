// What a push tells while it runs, taken in one by one.
import type { PushNews } from '../ipc';
import type { RechatDesk } from './store';

type Shown = Pick<RechatDesk, 'steps' | 'reading' | 'isReadingBack'>;

export function withNews({ steps }: Shown, news: PushNews): Partial<Shown> {
  switch (news.kind) {
    case 'checking':
      return { reading: news.progress };
    case 'begun':
      return { reading: null, steps: news.steps };
    case 'step': {
      const { step, state, result } = news;
      return { steps: steps?.map((one, index) => (index === step ? { ...one, state, result } : one)) ?? null };
    }
    case 'reading_back':
      return { isReadingBack: true };
  }
}
