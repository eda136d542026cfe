// The agents a web site names itself. `assignees` is a list of objects; one object alone counts as
// a list of one and stays one until a second is added.

import { remove, set, Verbatim, type Json, type Path } from './jsonEdit';
import { get, parse, type Node } from './jsonText';
import { readFirst, writeFirst, type FieldValue } from './spelling';

export const ASSIGNEE_KEYS = ['email', 'phone_number', 'first_name', 'last_name', 'mls', 'mls_id'] as const;
export type AssigneeKey = (typeof ASSIGNEE_KEYS)[number];

/** Null where the payload's `assignees` is neither a list nor an object. */
export function countAssignees(root: Node): number | null {
  const node = get(root, 'assignees');
  if (node === undefined || node.kind === 'null') return root.kind === 'object' ? 0 : null;
  if (node.kind === 'object') return 1;
  return node.kind === 'list' ? node.items.length : null;
}

export function readAssignee(root: Node, index: number, key: AssigneeKey): FieldValue {
  return readFirst(root, assigneeSpellings(root, index, key));
}

function assigneeSpellings(root: Node, index: number, key: AssigneeKey): Path[] {
  const row: Path = get(root, 'assignees')?.kind === 'object' ? ['assignees'] : ['assignees', index];
  if (key === 'phone_number')
    return [
      [...row, 'phone_number'],
      [...row, 'phone'],
    ];
  if (key === 'mls_id')
    return [
      [...row, 'mls_id'],
      [...row, 'mlsid'],
    ];
  return [[...row, key]];
}

export function writeAssignee(text: string, index: number, key: AssigneeKey, value: string): string {
  const parsed = parse(text);
  return parsed.ok ? writeFirst(text, parsed.root, assigneeSpellings(parsed.root, index, key), value) : text;
}

export function addAssignee(text: string): string {
  const parsed = parse(text);
  if (!parsed.ok) return text;
  const node = get(parsed.root, 'assignees');
  const fresh: Json = { email: '' };
  if (node?.kind === 'list') return set(text, ['assignees', node.items.length], fresh);
  if (node?.kind === 'object')
    return set(text, ['assignees'], [new Verbatim(text.slice(node.from, node.to)), fresh]);
  return set(text, ['assignees'], [fresh]);
}

export function removeAssignee(text: string, index: number): string {
  const parsed = parse(text);
  if (!parsed.ok) return text;
  return remove(
    text,
    get(parsed.root, 'assignees')?.kind === 'object' ? ['assignees'] : ['assignees', index],
  );
}
