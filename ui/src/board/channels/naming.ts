// Which channel's name is being asked for on its tab: a present one's, or a new one's. The tabs, the
// palette and an account without channels all start it.
import { create } from 'zustand';

export type Naming = { of: 'new' } | { of: 'present'; channel: string };

export const useNaming = create<{ naming: Naming | null }>()(() => ({ naming: null }));

export function nameChannel(naming: Naming | null): void {
  useNaming.setState({ naming });
}
