// Our own icons: 16-pixel grid, one stroke of 1.5, round ends, the text's colour.
import type { ReactNode } from 'react';
import type { AccountKind } from '../ipc';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {/* Not on the svg itself: WebKit would magnify it twice when the page is magnified. */}
      <g strokeWidth="1.5">{children}</g>
    </svg>
  );
}

const KIND_PATHS: Record<AccountKind, string> = {
  brokerage: 'M3 13.5V4.5L8 2l5 2.5v9M1.8 13.5h12.4M6.5 13.5v-3h3v3M6 6.5h.01M10 6.5h.01',
  region: 'M2.5 4.2 6 2.8l4 1.6 3.5-1.4v8.8L10 13.2l-4-1.6-3.5 1.4zM6 2.8v8.8M10 4.4v8.8',
  office: 'M2.8 6.2v7.3h10.4V6.2M1.8 6.2 3.2 2.5h9.6l1.4 3.7zM6.2 13.5V9.8h3.6v3.7',
  team: 'M5.8 7.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4M1.8 13.2c0-2.4 1.6-3.9 4-3.9s4 1.5 4 3.9M10.6 3a2.2 2.2 0 0 1 0 4.1M11.8 9.6c1.6.4 2.4 1.7 2.4 3.6',
  agent: 'M8 7.6a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M3.2 13.4c0-2.6 1.9-4.2 4.8-4.2s4.8 1.6 4.8 4.2',
  other: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M8 8h.01',
};

export function KindIcon({ kind }: { kind: AccountKind }) {
  return (
    <Icon>
      <path d={KIND_PATHS[kind]} />
    </Icon>
  );
}

const PATHS = {
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3l3.2 3.2',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6H10a3.3 3.3 0 0 1 0 6.6H6.5',
  redo: 'M10.5 3l3 3-3 3M13.2 6H6a3.3 3.3 0 0 0 0 6.6h3.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  chevron: 'm6 4 4 4-4 4',
  cross: 'm4 4 8 8M12 4l-8 8',
  grip: 'M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01',
  arrow: 'M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  copy: 'M5.5 5.5v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M3.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z',
  check: 'm3 8.5 3.2 3.2L13 5',
  inbox: 'M2.5 9.5h3l1 1.8h3l1-1.8h3M2.5 9.5v3a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3L11.6 3H4.4z',
  clock: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M8 5v3l2 1.5',
  plus: 'M8 3v10M3 8h10',
  pencil: 'm3 13 .7-3L10.5 3.2l2.3 2.3L6 12.3zM9.2 4.5l2.3 2.3',
  plug: 'M6 2.5v3M10 2.5v3M4 5.5h8v2.3a4 4 0 0 1-8 0zM8 11.8v1.7',
  file: 'M4 2.5h5l3.5 3.5v7.5H4zM9 2.5V6h3.5',
  keyboard: 'M1.8 4.5h12.4v7.5H1.8zM4.3 7h.01M6.8 7h.01M9.3 7h.01M11.8 7h.01M5.5 9.6h5',
} as const;

export type Glyph = keyof typeof PATHS;

export function Sign({ of }: { of: Glyph }) {
  return (
    <Icon>
      <path d={PATHS[of]} strokeWidth={of === 'more' || of === 'grip' ? 2 : undefined} />
    </Icon>
  );
}

/** The product's mark: a main line with a switch thrown to the right. */
export function Mark() {
  return (
    <svg aria-hidden width="20" height="20" viewBox="0 0 20 20" fill="none" strokeLinecap="round">
      <g strokeWidth="2.2">
        <path stroke="currentColor" d="M5 18V2" />
        <path stroke="var(--accent)" d="M5 13C5 8 15 8.5 15 2" />
        <path stroke="currentColor" d="M15 18v-6.5" />
      </g>
    </svg>
  );
}
