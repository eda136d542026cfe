// Trees for tests, written in the bytes the engine sends.
import { NO_PARENT, readTree, type Tree } from './model';

export interface Account {
  parent: number | null;
  name: string;
  id?: string;
  kind?: number;
  flags?: number;
  agents?: number;
  channels?: number;
}

export function bytesOf(accounts: readonly Account[]): ArrayBuffer {
  const parts: Uint8Array[] = [];
  const octets = (bytes: Uint8Array) => {
    const padded = new Uint8Array((bytes.length + 3) & ~3);
    padded.set(bytes);
    parts.push(padded);
  };
  const words = (column: readonly number[]) => octets(new Uint8Array(new Uint32Array(column).buffer));
  const texts = (column: readonly string[]) => {
    const encoded = column.map((text) => new TextEncoder().encode(text));
    words(encoded.map((text) => text.length));
    const all = new Uint8Array(encoded.reduce((sum, text) => sum + text.length, 0));
    let place = 0;
    for (const text of encoded) {
      all.set(text, place);
      place += text.length;
    }
    octets(all);
  };
  words([accounts.length]);
  words(accounts.map((account) => account.parent ?? NO_PARENT));
  words(accounts.map((account) => account.agents ?? 0));
  words(accounts.map((account) => account.channels ?? 0));
  octets(new Uint8Array(accounts.map((account) => account.kind ?? 4)));
  octets(new Uint8Array(accounts.map((account) => account.flags ?? 0)));
  texts(accounts.map((account) => account.name));
  texts(accounts.map((account, row) => account.id ?? `id-${row}`));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole.buffer;
}

export function treeOf(accounts: readonly Account[]): Tree {
  return readTree(bytesOf(accounts));
}

/** The guide's brokerage in small: a root, two offices, three and two agents. */
export function adler(): Tree {
  return treeOf([
    { parent: null, name: 'Adler & Associates', id: 'adler', kind: 0, agents: 5, channels: 4 },
    { parent: 0, name: 'Downtown Office', id: 'downtown', kind: 2, agents: 3, channels: 1 },
    { parent: 1, name: 'Agent Brown', id: 'brown' },
    { parent: 1, name: 'Ángela Díaz', id: 'diaz', flags: 2 },
    { parent: 1, name: 'Agent Smith', id: 'smith', channels: 1 },
    { parent: 0, name: 'Uptown Office', id: 'uptown', kind: 2, agents: 2 },
    { parent: 5, name: 'Agent Miller', id: 'miller', flags: 1 },
    { parent: 5, name: 'Bob Moore', id: 'moore' },
  ]);
}

/** A brokerage of `offices` × `agents`, for measuring and for properties at full size. */
export function large(offices: number, agents: number): Tree {
  const accounts: Account[] = [{ parent: null, name: 'Large', kind: 0 }];
  for (let office = 0; office < offices; office += 1) {
    const row = accounts.length;
    accounts.push({ parent: 0, name: `Office ${office}`, kind: 2 });
    for (let agent = 0; agent < agents; agent += 1) accounts.push({ parent: row, name: `Agent ${office}-${agent}` });
  }
  return treeOf(accounts);
}
