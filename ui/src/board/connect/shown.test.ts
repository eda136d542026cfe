import { expect, it } from 'vitest';
import { shownText } from './shown';

const connection = { id: 'a b', masked: '…b', capture_url: '', snippets: [] };

it('masks the id until it is asked for, also where a path had to escape it', () => {
  expect(shownText('https://x/a b/a%20b', connection, false)).toBe('https://x/…b/…b');
  expect(shownText('https://x/a b', connection, true)).toBe('https://x/a b');
});
