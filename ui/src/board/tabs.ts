/** The tab a key goes to, by the ARIA tabs pattern: arrows go around, Home and End to the ends. */
export function tabAfter(key: string, here: number, tabs: number): number | null {
  if (tabs === 0) return null;
  switch (key) {
    case 'ArrowRight':
      return (here + 1) % tabs;
    case 'ArrowLeft':
      return (here - 1 + tabs) % tabs;
    case 'Home':
      return 0;
    case 'End':
      return tabs - 1;
    default:
      return null;
  }
}

export function tabId(channel: string): string {
  return `channel-${channel}`;
}

export interface TabKeys {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key on a tab asks of its channel. */
export function channelCommand({ key, ctrlKey, metaKey, altKey }: TabKeys): 'rename' | 'duplicate' | 'delete' | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'd' ? 'duplicate' : null;
  if (key === 'F2') return 'rename';
  return key === 'Delete' ? 'delete' : null;
}
