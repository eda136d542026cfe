import { expect, it } from 'vitest';
import { adler } from './testing';
import { pathOf } from './path';
import { initialsOf, rowWords } from './words';

it('says a row in words', () => {
  const tree = adler();
  expect(rowWords(tree, 0)).toBe('Adler & Associates, brokerage, 5 agents, 4 channels');
  expect(rowWords(tree, 1)).toBe('Downtown Office, office, 3 agents, 1 channel');
  expect(rowWords(tree, 3)).toBe('Ángela Díaz, agent, away');
  expect(rowWords(tree, 6)).toBe('Agent Miller, agent, inactive');
});

it('takes initials as the engine does', () => {
  expect(initialsOf('Agent Smith')).toBe('AS');
  expect(initialsOf('Maria de la Cruz')).toBe('MC');
  expect(initialsOf('cher')).toBe('CH');
  expect(initialsOf('Ann (Annie) O’Neil')).toBe('AO');
  expect(initialsOf('李 娜')).toBe('李娜');
  expect(initialsOf(' – ')).toBe('');
});

it('lights the agents of an answer and what is above them', () => {
  const path = pathOf(adler(), [{ account: 'smith' }, { account: 'nobody' }]);
  expect([...path]).toEqual([
    [1, 'above'],
    [0, 'above'],
    [4, 'agent'],
  ]);
});

it('lights nobody when an offer goes to a crowd', () => {
  const crowd = Array.from({ length: 25 }, () => ({ account: 'smith' }));
  expect(pathOf(adler(), crowd).size).toBe(0);
});
