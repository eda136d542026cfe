// A pool in the order of its rotation, short enough to read: who takes it and who is left out stay,
// the rest is told up to a number.

import type { PoolFace } from '../../ipc';

const FEW = 8;

export function fewOf(pool: readonly PoolFace[]): { told: PoolFace[]; more: number } {
  const ready = pool.filter(({ eligible, chosen }) => eligible && !chosen).slice(0, FEW);
  const left = pool.filter(({ eligible }) => !eligible).slice(0, FEW);
  const keep = new Set([...ready, ...left]);
  const told = pool.filter((face) => face.chosen || keep.has(face));
  return { told, more: pool.length - told.length };
}

/** `4 of 5 could take it`; of a pool too large to be sent whole, only how much of it is here. */
export function poolWords(pool: readonly PoolFace[], size: number): string {
  const ready = pool.filter(({ eligible }) => eligible).length;
  if (pool.length < size) return `${pool.length} of the pool’s ${size}`;
  if (ready === pool.length) return pool.length === 1 ? 'Can take it' : `All ${pool.length} could take it`;
  return ready === 0 ? 'Nobody could take it' : `${ready} of ${pool.length} could take it`;
}
