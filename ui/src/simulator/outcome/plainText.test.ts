import { expect, it } from 'vitest';
import type { Span } from '../../ipc';
import { simulation, step } from '../testing';
import { mask, plainText } from './plainText';

const spans = (...texts: string[]): Span[] => texts.map((text) => ({ text, tone: 'plain' }));

it('tells the outcome and every step', () => {
  const told = simulation({
    sentence: spans('Goes to ', 'Agent Johnson', ' by rule 3.'),
    notes: ['Nobody knows the last turn.'],
    steps: [
      step({ detail: spans('no match: ', 'tags are Buyer') }),
      step({
        number: 2,
        title: 'Zillow',
        verdict: 'offered',
        pool: [
          {
            account: 'w',
            name: 'Agent Williams',
            initials: 'AW',
            eligible: false,
            reason: 'away until 31 Dec',
            chosen: false,
          },
        ],
      }),
      step({ kind: 'fallback', number: null, title: 'Fallback', verdict: 'inbox', depth: 1 }),
    ],
    problems: [
      { code: 'x', place: 'payload.listing.price', message: 'price is "call us"', help: 'send digits' },
    ],
    ignored: ['agent_emails'],
  });
  expect(plainText(told, 'Listing inquiry, Tue 24 Nov 2026, 09:12', [])).toMatchInlineSnapshot(`
    "Listing inquiry, Tue 24 Nov 2026, 09:12

    Goes to Agent Johnson by rule 3.
    Nobody knows the last turn.

    1. Luxury buyers: no match: tags are Buyer
    2. Zillow: offers the lead; left out: Agent Williams (away until 31 Dec)
      - Fallback: leaves the lead in the inbox

    Problems:
    - price is "call us" (send digits)

    Keys nothing reads:
    - agent_emails
    "
  `);
});

it('leaves out contact data and channel ids, and leaves numbers that are neither', () => {
  const text =
    'from ada.quill@example.com, (214) 555-0142, +1 214 555 0142, 2145550142, ada QUILL of 5f0c1b9d-6bcd-4000-8000-00000000c001';
  expect(mask(text, ['Ada', 'Quill'])).toBe('from •••, •••, •••, •••, ••• ••• of •••');
  const kept = 'price 1,250,000 is at least 1000000 on 2026-11-24, ZIP 75205, Adamson';
  expect(mask(kept, ['Ada', ' ', 'a'])).toBe(kept);
});
