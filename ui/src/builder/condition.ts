// A condition while hands are on it: the book's tree with a number on each node, so that a row keeps
// its focus when it moves. Every edit is a pure function from one tree to the next, and touches
// nothing but what it is about. `null` is the rule that takes every lead.
import type { ConditionSource, ValueSource } from '../ipc';

export type GroupKind = 'all' | 'any';

export interface Test {
  id: number;
  kind: 'test';
  field: string;
  op: string;
  value: ValueSource | null;
}
export interface Group {
  id: number;
  kind: GroupKind;
  parts: readonly Node[];
}
export interface Not {
  id: number;
  kind: 'not';
  part: Node;
}
export type Node = Test | Group | Not;

let made = 0;
function fresh(): number {
  made += 1;
  return made;
}

export function newTest(field: string, op: string, value: ValueSource | null): Test {
  return { id: fresh(), kind: 'test', field, op, value };
}

export function newGroup(kind: GroupKind, parts: readonly Node[]): Group {
  return { id: fresh(), kind, parts };
}

export function fromSource(source: ConditionSource): Node {
  if (source.all !== undefined) return newGroup('all', source.all.map(fromSource));
  if (source.any !== undefined) return newGroup('any', source.any.map(fromSource));
  if (source.not !== undefined) return { id: fresh(), kind: 'not', part: fromSource(source.not) };
  return newTest(source.field, source.op, source.value ?? null);
}

export function toSource(node: Node): ConditionSource {
  switch (node.kind) {
    case 'all':
      return { all: node.parts.map(toSource) };
    case 'any':
      return { any: node.parts.map(toSource) };
    case 'not':
      return { not: toSource(node.part) };
    case 'test':
      return { field: node.field, op: node.op, ...(node.value === null ? {} : { value: node.value }) };
  }
}

/** Adds to a group, last; where the condition is no group, both stand in one that asks for all. */
export function add(root: Node | null, group: number | null, node: Node): Node {
  if (root === null) return newGroup('all', [node]);
  if (group !== null) {
    return rewritten(root, group, (found) => [isGroup(found) ? { ...found, parts: [...found.parts, node] } : found]) ?? root;
  }
  return isGroup(root) ? { ...root, parts: [...root.parts, node] } : newGroup('all', [root, node]);
}

/** Takes a node out, and with it the groups and negations it leaves empty. */
export function remove(root: Node, id: number): Node | null {
  return rewritten(root, id, () => []);
}

/** Puts another node in the place of one. */
export function replace(root: Node, id: number, node: Node): Node {
  return rewritten(root, id, () => [node]) ?? root;
}

/** Puts a node into a group of its own, of the other kind than the one around it. */
export function group(root: Node, id: number): Node {
  const around = pathTo(root, id)?.findLast(isGroup);
  const kind = around?.kind === 'any' ? 'all' : 'any';
  return rewritten(root, id, (node) => [newGroup(kind, [node])]) ?? root;
}

/** A group can be dissolved where its parts have somewhere to go. */
export function canUngroup(root: Node, id: number): boolean {
  const path = pathTo(root, id);
  const node = find(root, id);
  if (!path || !node || !isGroup(node) || node.parts.length === 0) return false;
  const above = path.at(-1);
  return node.parts.length === 1 || (above !== undefined && isGroup(above));
}

/** Leaves a group's parts in its place. */
export function ungroup(root: Node, id: number): Node {
  if (!canUngroup(root, id)) return root;
  return rewritten(root, id, (node) => (isGroup(node) ? [...node.parts] : [node])) ?? root;
}

/** Says the opposite: puts `not` before a node, or takes it away. */
export function negate(root: Node, id: number): Node {
  return rewritten(root, id, (node) => [node.kind === 'not' ? node.part : { id: fresh(), kind: 'not', part: node }]) ?? root;
}

/**
 * Moves a node one step up or down the page: past its neighbour, into a group that is its neighbour,
 * and at the end of its group out of it. The same tree where there is nowhere to go.
 */
export function move(root: Node, id: number, step: -1 | 1): Node {
  const node = find(root, id);
  const path = pathTo(root, id);
  const around = path?.at(-1);
  if (!node || !path || !around || !isGroup(around)) return root;
  const here = around.parts.indexOf(node);
  const beside = around.parts[here + step];
  if (beside) {
    const inner = bare(beside);
    if (isGroup(inner)) {
      return relocated(root, node, inner.id, (target) =>
        isGroup(target) ? [{ ...target, parts: step === 1 ? [node, ...target.parts] : [...target.parts, node] }] : [target],
      );
    }
    return relocated(root, node, beside.id, (target) => (step === 1 ? [target, node] : [node, target]));
  }
  // Out of the group: beside the group itself, or beside the negations around it.
  const outer = path.findLastIndex((each, index) => isGroup(each) && index < path.length - 1);
  const unit = path[outer + 1];
  if (outer === -1 || !unit) return root;
  return relocated(root, node, unit.id, (target) => (step === 1 ? [target, node] : [node, target]));
}

export function canMove(root: Node, id: number, step: -1 | 1): boolean {
  return move(root, id, step) !== root;
}

/** The tests in the order they are read. */
export function testsOf(node: Node | null): Test[] {
  if (node === null) return [];
  if (node.kind === 'test') return [node];
  return node.kind === 'not' ? testsOf(node.part) : node.parts.flatMap(testsOf);
}

export function isGroup(node: Node): node is Group {
  return node.kind === 'all' || node.kind === 'any';
}

/** A node without the negations before it. */
export function bare(node: Node): Test | Group {
  return node.kind === 'not' ? bare(node.part) : node;
}

/** Where the engine says a part of a condition is: `all[0].not`. */
export function placeOf(above: string, step: GroupKind | 'not', index?: number): string {
  const own = index === undefined ? step : `${step}[${index}]`;
  return above === '' ? own : `${above}.${own}`;
}

export function find(root: Node, id: number): Node | null {
  if (root.id === id) return root;
  if (root.kind === 'test') return null;
  const parts = root.kind === 'not' ? [root.part] : root.parts;
  for (const part of parts) {
    const found = find(part, id);
    if (found) return found;
  }
  return null;
}

/** The nodes above one, outermost first; `null` where it is not in the tree. */
function pathTo(root: Node, id: number): Node[] | null {
  if (root.id === id) return [];
  if (root.kind === 'test') return null;
  const parts = root.kind === 'not' ? [root.part] : root.parts;
  for (const part of parts) {
    const below = pathTo(part, id);
    if (below) return [root, ...below];
  }
  return null;
}

/** Takes a node from where it is to beside, or into, another; its old place stays open until it has its new one. */
function relocated(root: Node, node: Node, target: number, make: (target: Node) => Node[]): Node {
  const gap = newTest('', '', null);
  const lifted = replace(root, node.id, gap);
  const settled = rewritten(lifted, target, make);
  return (settled && remove(settled, gap.id)) ?? root;
}

function rewritten(root: Node, id: number, make: (node: Node) => Node[]): Node | null {
  const [first, ...rest] = rewrite(root, id, make);
  if (first === undefined) return null;
  return rest.length === 0 ? first : newGroup('all', [first, ...rest]);
}

function rewrite(node: Node, id: number, make: (node: Node) => Node[]): Node[] {
  if (node.id === id) return make(node);
  switch (node.kind) {
    case 'test':
      return [node];
    case 'not': {
      const part = rewritten(node.part, id, make);
      if (part === node.part) return [node];
      return part === null ? [] : [{ ...node, part }];
    }
    case 'all':
    case 'any': {
      const parts = node.parts.flatMap((part) => rewrite(part, id, make));
      const same = parts.length === node.parts.length && parts.every((part, index) => part === node.parts[index]);
      if (same) return [node];
      return parts.length === 0 ? [] : [{ ...node, parts }];
    }
  }
}
