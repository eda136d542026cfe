// Finding: accounts by names and e-mails, answered as rows of the tree; rules by anything they mention.
import { type Found, ipc } from '../ipc';
import { readRows } from '../tree/columns';

export async function findRows(query: string): Promise<Uint32Array> {
  return readRows(await ipc.search(query));
}

export function findRules(text: string): Promise<Found> {
  return ipc.find(text);
}
