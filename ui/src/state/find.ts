// Finding accounts: the engine looks at names, e-mails, phones and MLS ids and answers rows.
import { ipc } from '../ipc';
import { readRows } from '../tree/columns';

export async function findRows(query: string): Promise<Uint32Array> {
  return readRows(await ipc.search(query));
}
