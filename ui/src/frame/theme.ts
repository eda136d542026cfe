// Light or dark: the system's choice until a person makes one.
import { useSyncExternalStore } from 'react';
import { recall, remember } from './memory';

export type Scheme = 'light' | 'dark';

const KEY = 'switchyard.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Scheme | null {
  const kept = recall(KEY);
  return kept === 'light' || kept === 'dark' ? kept : null;
}

function shown(): Scheme {
  return chosen() ?? (dark.matches ? 'dark' : 'light');
}

/** Before the first paint, so that nothing flashes. */
export function applyTheme(): void {
  const scheme = chosen();
  if (scheme) document.documentElement.dataset.theme = scheme;
  else delete document.documentElement.dataset.theme;
}

/** `null` follows the system. */
export function chooseTheme(scheme: Scheme | null): void {
  remember(KEY, scheme);
  applyTheme();
  for (const listener of listeners) listener();
}

export function toggleTheme(): void {
  chooseTheme(shown() === 'dark' ? 'light' : 'dark');
}

export function isDark(): boolean {
  return shown() === 'dark';
}

/** Calls back whenever the colours may have changed, until the answer is called. */
export function onScheme(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
}

export function useTheme(): Scheme {
  return useSyncExternalStore(onScheme, shown);
}
