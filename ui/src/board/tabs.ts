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
