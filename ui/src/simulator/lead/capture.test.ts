import { expect, it } from 'vitest';
import { changeLead, leadIn } from './capture';
import { parse } from './jsonText';
import { readField, writeField } from './payload';

const SIGNED_IN = `{ "metadata": { "lead_channel": "c1" },
  "lead": { "first_name": "Ada",
    "phone_number": "2145550142" } }`;

it('reads and changes the lead inside a signed-in capture', () => {
  const parsed = parse(SIGNED_IN);
  expect(parsed.ok && readField(leadIn(parsed.root), 'first_name').text).toBe('Ada');
  expect(changeLead(SIGNED_IN, (lead) => writeField(lead, 'phone', '5'))).toBe(
    SIGNED_IN.replace('2145550142', '5'),
  );
  expect(changeLead(SIGNED_IN, (lead) => writeField(lead, 'note', 'x'))).toBe(
    SIGNED_IN.replace('"2145550142"', '"2145550142",\n    "note": "x"'),
  );
});

it('takes a payload with only one of the two keys as the lead itself', () => {
  const text = '{"lead": {"first_name": "Ada"}}';
  const parsed = parse(text);
  expect(parsed.ok && leadIn(parsed.root)).toBe(parsed.ok && parsed.root);
  expect(changeLead('{', () => 'x')).toBe('{');
});
