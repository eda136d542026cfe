import fc from 'fast-check';
import { expect, it } from 'vitest';
import { share } from './share';

it('keeps what did not change, also where it moved', () => {
  const old = { name: 'x', rules: [{ id: 'a', faces: [1] }, { id: 'b', faces: [2] }] };
  const fresh = { name: 'x', rules: [{ id: 'b', faces: [2] }, { id: 'a', faces: [1, 3] }] };
  const shared = share(old, fresh);
  expect(shared).toEqual(fresh);
  expect(shared.rules[0]).toBe(old.rules[1]);
  expect(shared.rules[1]).not.toBe(old.rules[0]);
});

it('keeps the whole where nothing changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const old: unknown = structuredClone(value);
      if (typeof old === 'object') expect(share(old, structuredClone(old))).toBe(old);
    }),
  );
});

it('always answers the fresh value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (old, fresh) => {
      expect(share(old, fresh)).toEqual(fresh);
    }),
  );
});
