// How wide the three columns are. What a person dragged is kept as wished; what is drawn also fits
// the window, so a small window does not forget a large one's layout.

export interface Widths {
  tree: number;
  simulator: number;
}

export type Side = keyof Widths;

export const LIMITS: Record<Side, { min: number; max: number }> = {
  tree: { min: 208, max: 560 },
  simulator: { min: 320, max: 900 },
};
export const BOARD_MIN = 424;

/** Until a person drags them: what a larger window has more is shared, up to where lines get too long to read. */
export function wishedIn(window: number): Widths {
  const more = Math.max(0, window - 1440);
  return {
    tree: Math.round(Math.min(272 + 0.09 * more, 440)),
    simulator: Math.round(Math.min(404 + 0.16 * more, 680)),
  };
}

/** The drawn widths: within limits, and leaving the board its room as far as the limits allow. */
export function fit(dragged: Widths | null, window: number): Widths {
  const wished = dragged ?? wishedIn(window);
  const tree = clamp(wished.tree, 'tree');
  const simulator = clamp(wished.simulator, 'simulator');
  const lacking = Math.max(0, tree + simulator + BOARD_MIN - window);
  const fromSimulator = Math.min(lacking, simulator - LIMITS.simulator.min);
  const fromTree = Math.min(lacking - fromSimulator, tree - LIMITS.tree.min);
  return { tree: tree - fromTree, simulator: simulator - fromSimulator };
}

export function clamp(width: number, side: Side): number {
  const { min, max } = LIMITS[side];
  return Math.round(Math.min(Math.max(width, min), max));
}

/** The width after a key on a splitter, or `null` if the key is not one of its. */
export function widthByKey(key: string, width: number, side: Side, window: number): number | null {
  const outwards = side === 'tree' ? 1 : -1;
  switch (key) {
    case 'ArrowRight':
      return clamp(width + 16 * outwards, side);
    case 'ArrowLeft':
      return clamp(width - 16 * outwards, side);
    case 'Home':
      return LIMITS[side].min;
    case 'End':
      return LIMITS[side].max;
    case 'Enter':
      return wishedIn(window)[side];
    default:
      return null;
  }
}

/** What a person dragged them to, or `null` where nobody did. */
export function readWidths(kept: string | null): Widths | null {
  const [tree = 0, simulator = 0] = (kept ?? '').split(' ').map(Number);
  if (!(tree > 0 && simulator > 0)) return null;
  return { tree: clamp(tree, 'tree'), simulator: clamp(simulator, 'simulator') };
}

export function writeWidths({ tree, simulator }: Widths): string {
  return `${tree} ${simulator}`;
}
