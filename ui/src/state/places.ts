// Where an account is named, for an agent who leaves.
import { ipc, type PlaceOf } from '../ipc';

export function readPlaces(account: string): Promise<PlaceOf[]> {
  return ipc.placesOf(account);
}
