import { expect, it } from 'vitest';
import { FEW, FIELD_FACES, money, REST } from './fields';
import { FIELDS } from './payload';

it('shows every field in one place', () => {
  const elsewhere = ['first_name', 'last_name', 'agent_mlsid'];
  expect([...FEW, ...REST.flatMap(({ fields }) => fields), ...elsewhere].sort()).toEqual([...FIELDS].sort());
  expect(new Set(Object.values(FIELD_FACES).map(({ label }) => label)).size).toBe(FIELDS.length);
});

it.each([
  ['1250000', '$1,250,000'],
  ['999', '$999'],
  ['1234.50', '$1,234.50'],
  ['-5000', '-$5,000'],
  ['call us', 'call us'],
  ['1,250,000', '1,250,000'],
  ['', ''],
])('writes the price %j as %j', (text, shown) => {
  expect(money(text)).toBe(shown);
});
