// How wide the three columns are. What a person dragged is kept as wished; what is drawn also fits
// the window, so a small window does not forget a large one's layout.

export interface Widths {
  tree: number;
  simulator: number;
}

export type Side = keyof Widths;

export const LIMITS: Record<Side, { min: number; max: number }> = {
  tree: { min: 208, max: 460 },
  simulator: { min: 320, max: 620 },
};
export const WISHED: Widths = { tree: 272, simulator: 404 };
export const BOARD_MIN = 424;

/** The drawn widths: within limits, and leaving the board its room as far as the limits allow. */
export function fit(wished: Widths, window: number): Widths {
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
export function widthByKey(key: string, width: number, side: Side): number | null {
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
      return WISHED[side];
    default:
      return null;
  }
}

export function readWidths(kept: string | null): Widths {
  const [tree, simulator] = (kept ?? '').split(' ').map(Number);
  return {
    tree: tree !== undefined && tree > 0 ? clamp(tree, 'tree') : WISHED.tree,
    simulator: simulator !== undefined && simulator > 0 ? clamp(simulator, 'simulator') : WISHED.simulator,
  };
}

export function writeWidths({ tree, simulator }: Widths): string {
  return `${tree} ${simulator}`;
}
