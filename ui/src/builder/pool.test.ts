import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adler } from '../tree/testing';
import { inScope, outsideWords, poolAnnouncer, withMemberAt, withMembers, withoutMember, withWeight } from './pool';

const members = [
  { account: 'a', weight: 1 },
  { account: 'b', weight: 2 },
];

test('members are added once, where they were dropped', () => {
  expect(withMembers(members, ['c', 'a', 'c'], 1).map(({ account }) => account)).toEqual(['a', 'c', 'b']);
  expect(withMembers(members, ['c'])).toEqual([...members, { account: 'c', weight: 1 }]);
});

test('a weight stays between 1 and 100', () => {
  expect(withWeight(members, 'a', 0)[0]!.weight).toBe(1);
  expect(withWeight(members, 'a', 101)[0]!.weight).toBe(100);
  expect(withWeight(members, 'a', 2.5)).toEqual(members);
  expect(withWeight(members, 'a', Number.NaN)).toEqual(members);
});

test('moving and removing touch one member', () => {
  const names = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(names, fc.nat(), fc.integer({ min: -2, max: 10 }), (accounts, pick, place) => {
      const pool = accounts.map((account, index) => ({ account, weight: index + 1 }));
      const moved = pool[pick % pool.length]!;
      const after = withMemberAt(pool, moved.account, place);
      expect(withoutMember(after, moved.account)).toEqual(pool.filter((member) => member !== moved));
      expect(after.indexOf(moved)).toBe(Math.min(Math.max(place, 0), pool.length - 1));
    }),
  );
});

test('a channel may choose from its own account', () => {
  const tree = adler();
  const row = (id: string) => tree.rowOf(id)!;
  expect(inScope(tree, 'downtown', row('brown'))).toBe(true);
  expect(inScope(tree, 'downtown', row('adler'))).toBe(true);
  expect(inScope(tree, 'brown', row('brown'))).toBe(true);
  const elsewhere = [...Array(tree.size).keys()].find((each) => tree.name(each) === 'Uptown Office')!;
  expect(outsideWords(tree, 'downtown', elsewhere)).toBe('outside Downtown Office');
  expect(outsideWords(tree, 'adler', elsewhere)).toBeNull();
});

test('a member carried through the pool is told by name and place', () => {
  const pool = [{ account: 'a17', weight: 1 }, { account: 'a18', weight: 1 }];
  const said = poolAnnouncer(pool, (account) => ({ a17: 'Agent Brown', a18: 'Agent Smith' })[account] ?? account);
  const [active, over] = [{ id: 'a17' }, { id: 'a18' }];
  expect([said.onDragStart({ active }), said.onDragOver({ active, over }), said.onDragOver({ active, over: null }), said.onDragCancel({ active })]).toEqual([
    'Picked up Agent Brown, 1 of 2.',
    'Agent Brown would be 2 of 2.',
    'Agent Brown is not over the pool.',
    'Cancelled. Agent Brown stays where it was.',
  ]);
});
