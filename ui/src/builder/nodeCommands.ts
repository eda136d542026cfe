// What keys and menus do with a row or group of a condition. One table for both.
import { canMove, canUngroup, find, group, isGroup, move, negate, type Node, remove, testsOf, ungroup } from './condition';

export type NodeCommand = 'up' | 'down' | 'group' | 'ungroup' | 'negate' | 'remove';

interface Keys {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

export function commandOf({ key, altKey, ctrlKey, metaKey }: Keys): NodeCommand | null {
  if (!altKey || ctrlKey || metaKey) return null;
  switch (key) {
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'ArrowRight':
      return 'group';
    case 'ArrowLeft':
      return 'ungroup';
    case 'Delete':
    case 'Backspace':
      return 'remove';
    default:
      return key.toLowerCase() === 'n' ? 'negate' : null;
  }
}

export function isLegal(root: Node, id: number, command: NodeCommand): boolean {
  switch (command) {
    case 'up':
      return canMove(root, id, -1);
    case 'down':
      return canMove(root, id, 1);
    case 'ungroup':
      return groupOf(root, id) !== null;
    default:
      return true;
  }
}

/** The tree after a command, and the node the keyboard goes to. */
export function after(root: Node, id: number, command: NodeCommand): { root: Node | null; focus: number | null } {
  switch (command) {
    case 'up':
      return { root: move(root, id, -1), focus: id };
    case 'down':
      return { root: move(root, id, 1), focus: id };
    case 'group':
      return { root: group(root, id), focus: id };
    case 'ungroup': {
      const around = groupOf(root, id);
      return { root: around === null ? root : ungroup(root, around), focus: id };
    }
    case 'negate': {
      const next = negate(root, id);
      return { root: next, focus: find(next, id) ? id : (testsOf(find(root, id)).at(0)?.id ?? null) };
    }
    case 'remove': {
      const next = remove(root, id);
      return { root: next, focus: neighbourOf(root, next, id) };
    }
  }
}

/** The group that `ungroup` dissolves: the node itself, or the one a row is in. */
function groupOf(root: Node, id: number): number | null {
  if (canUngroup(root, id)) return id;
  const around = groups(root).findLast((each) => find(each, id) !== null && each.id !== id);
  return around && canUngroup(root, around.id) ? around.id : null;
}

function groups(node: Node): Node[] {
  if (node.kind === 'test') return [];
  const below = node.kind === 'not' ? groups(node.part) : node.parts.flatMap(groups);
  return isGroup(node) ? [node, ...below] : below;
}

function neighbourOf(root: Node, next: Node | null, id: number): number | null {
  const before = testsOf(root).map((test) => test.id);
  const gone = testsOf(find(root, id)).map((test) => test.id);
  const place = before.findIndex((test) => gone.includes(test));
  const left = testsOf(next).map((test) => test.id);
  return left[place] ?? left.at(-1) ?? -1;
}

/** What is said when it is done. */
export function nodeWords(command: NodeCommand): string {
  return {
    up: 'Moved the condition up',
    down: 'Moved the condition down',
    group: 'Put the condition into a group',
    ungroup: 'Dissolved the group',
    negate: 'Turned the condition around',
    remove: 'Removed the condition',
  }[command];
}
