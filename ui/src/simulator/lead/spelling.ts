// One value with several spellings: the places a fact is read from, in the engine's order. Reading
// takes the first that is not blank, writing goes where reading looked, so that a payload keeps the
// spelling it came with.

import { find, set, Verbatim, type Json, type Path } from './jsonEdit';
import type { Node } from './jsonText';

export interface FieldValue {
  text: string;
  /** Why this cannot be edited in the form: the JSON holds something a form cannot show. */
  blocked: string | null;
}

export type ValueType = 'text' | 'money';

export function readFirst(root: Node, paths: readonly Path[], otherwise = ''): FieldValue {
  const told = paths.map((path) => scalar(find(root, path))).filter((value) => value !== undefined);
  const text = told.find((value) => !isBlank(value)) ?? (otherwise === '' ? told[0] : otherwise);
  const obstacles = paths.map((path) => obstacle(root, path));
  const isFree = told.length > 0 || obstacles.includes(null);
  return { text: text ?? '', blocked: isFree ? null : (obstacles[0] ?? null) };
}

/** What stands where the value would go and would be lost by writing it. */
function obstacle(root: Node, path: Path): string | null {
  const node = find(root, path);
  if (node !== undefined && node.kind !== 'null') return `holds ${KINDS[node.kind]}`;
  for (let length = 0; length < path.length; length++) {
    const parent = find(root, path.slice(0, length));
    if (parent === undefined || parent.kind === 'null') return null;
    if (parent.kind !== 'object' && !(parent.kind === 'list' && typeof path[length] === 'number')) {
      const name = length === 0 ? 'the payload' : path.slice(0, length).join('.');
      return `${name} is ${KINDS[parent.kind]}, not an object`;
    }
  }
  return null;
}

const KINDS: Record<Node['kind'], string> = {
  object: 'an object',
  list: 'a list',
  text: 'a text',
  number: 'a number',
  flag: 'true or false',
  null: 'null',
};

export function writeFirst(
  text: string,
  root: Node,
  paths: readonly Path[],
  value: string,
  type: ValueType = 'text',
): string {
  const readable = paths.filter((path) => scalar(find(root, path)) !== undefined);
  const filled = readable.filter((path) => !isBlank(scalar(find(root, path)) ?? ''));
  if (isBlank(value)) {
    return filled.reduce((changed, path) => set(changed, path, blankLike(find(root, path), type)), text);
  }
  const target = filled[0] ?? readable[0] ?? paths.find((path) => obstacle(root, path) === null);
  return target === undefined ? text : set(text, target, spelledLike(find(root, target), value, type));
}

/** A number stays a number and text stays text, as far as the new value allows. */
function spelledLike(old: Node | undefined, value: string, type: ValueType): Json {
  const wantsNumber = old?.kind === 'number' || (type === 'money' && old?.kind !== 'text');
  const literal = wantsNumber ? plainNumber(value, type) : null;
  return literal === null ? value : new Verbatim(literal);
}

function blankLike(old: Node | undefined, type: ValueType): Json {
  return type === 'money' && old?.kind === 'number' ? null : '';
}

/** A JSON number from what a person types; money may have a dollar sign, commas and spaces. */
export function plainNumber(value: string, type: ValueType): string | null {
  const digits = type === 'money' ? value.replace(/[$,\s]/g, '').replace(/^(-?)0+(?=\d)/, '$1') : value;
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(digits) ? digits : null;
}

/** Text, or a number as text; anything else is not a form's. */
export function scalar(node: Node | undefined): string | undefined {
  if (node?.kind === 'text') return node.value;
  return node?.kind === 'number' ? node.literal : undefined;
}

export function isBlank(value: string): boolean {
  return value.trim() === '';
}
