import { describe, expect, it } from 'vitest';
import { simulation } from '../testing';
import { NOTHING_SEEN, see } from './change';

const face = (account: string) =>
  ({ account, name: account, initials: '', kind: 'agent', weight: 1 }) as const;
const toAnn = simulation({ agents: [face('ann')], rule: 'r1' });
const toBob = simulation({ revision: 2, agents: [face('bob')], rule: 'r2' });
const lead = {};

describe('before an edit', () => {
  it('is the answer that the edit changed', () => {
    const seen = see(see(NOTHING_SEEN, lead, toAnn), lead, toBob);
    expect(seen.before).toBe(toAnn);
  });

  it('is nothing when the lead lands where it did', () => {
    expect(see(see(NOTHING_SEEN, lead, toAnn), lead, { ...toAnn, revision: 2 }).before).toBeNull();
  });

  it('is nothing for another lead, and goes when the lead is typed differently', () => {
    expect(see(see(NOTHING_SEEN, lead, toAnn), {}, toBob).before).toBeNull();
    const seen = see(see(NOTHING_SEEN, lead, toAnn), lead, toBob);
    expect(see(seen, {}, toBob).before).toBeNull();
  });

  it('stays while the same revision answers again, and goes with the next edit that changes nothing', () => {
    const seen = see(see(NOTHING_SEEN, lead, toAnn), lead, toBob);
    const again = see(seen, lead, { ...toBob });
    expect(again.before).toBe(toAnn);
    expect(see(again, lead, { ...toBob, revision: 3 }).before).toBeNull();
  });
});
