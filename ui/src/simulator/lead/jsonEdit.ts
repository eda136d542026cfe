// Changes one value of a JSON text and leaves every other character alone. New keys go last in
// their object and are laid out as their neighbours are.

import { entry, parse, type Entry, type Node } from './jsonText';

export type Json = string | Verbatim | null | Json[] | { [key: string]: Json };

/** JSON text taken over as it is: a number with its digits as typed, an object that moves. */
export class Verbatim {
  constructor(readonly json: string) {}
}

export type Path = readonly (string | number)[];

/** Puts `value` at `path`, making the objects on the way. A text that is not JSON comes back as it is. */
export function set(text: string, path: Path, value: Json): string {
  const parsed = parse(text);
  return parsed.ok ? setIn(text, parsed.root, path, value) : text;
}

/** Takes out what is at `path` with its comma. */
export function remove(text: string, path: Path): string {
  const parsed = parse(text);
  const last = path.at(-1);
  const parent = parsed.ok ? find(parsed.root, path.slice(0, -1)) : undefined;
  if (parent === undefined || last === undefined) return text;
  const spans = parent.kind === 'object' ? parent.entries : parent.kind === 'list' ? parent.items : [];
  const index =
    typeof last === 'number' ? last : spans.findLastIndex((span) => 'key' in span && span.key === last);
  const [before, gone, after] = [spans[index - 1], spans[index], spans[index + 1]];
  if (gone === undefined) return text;
  if (before) return text.slice(0, before.to) + text.slice(gone.to);
  if (after) return text.slice(0, gone.from) + text.slice(after.from);
  return text.slice(0, parent.from + 1) + text.slice(parent.to - 1);
}

export function find(node: Node, path: Path): Node | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return node;
  const child =
    typeof step === 'number'
      ? node.kind === 'list'
        ? node.items[step]
        : undefined
      : node.kind === 'object'
        ? entry(node.entries, step)?.value
        : undefined;
  return child && find(child, rest);
}

function setIn(text: string, node: Node, path: Path, value: Json): string {
  const [step, ...rest] = path;
  if (step === undefined || (node.kind !== 'object' && node.kind !== 'list')) {
    const layout = layoutOf(text, node.from);
    return splice(text, node, write(wrapped(path, value), layout));
  }
  const child = find(node, [step]);
  if (child) return setIn(text, child, rest, value);
  return append(text, node, step, wrapped(rest, value));
}

/** `["a", "b"]` and 1 make `{"a": {"b": 1}}`. */
function wrapped(path: Path, value: Json): Json {
  return path.reduceRight<Json>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

function append(
  text: string,
  parent: Node & { kind: 'object' | 'list' },
  step: string | number,
  value: Json,
): string {
  const spans: readonly { from: number; to: number }[] =
    parent.kind === 'object' ? parent.entries : parent.items;
  const last = spans.at(-1);
  const key = parent.kind === 'object' ? `${JSON.stringify(String(step))}${colon(text, parent.entries)}` : '';
  if (last) {
    const previous = spans.at(-2);
    const gap = text.slice(previous ? text.indexOf(',', previous.to) + 1 : parent.from + 1, last.from);
    const written = write(value, layoutOf(text, last.from));
    return `${text.slice(0, last.to)},${gap === '' && previous === undefined ? looseGap(text) : gap}${key}${written}${text.slice(last.to)}`;
  }
  const layout = layoutOf(text, parent.from);
  const [open, close] = parent.kind === 'object' ? ['{', '}'] : ['[', ']'];
  if (parent.kind === 'list' && typeof value === 'string')
    return splice(text, parent, write([value], layout));
  if (!layout.lines)
    return splice(text, parent, `${open}${layout.pad}${key}${write(value, layout)}${layout.pad}${close}`);
  const inner = { ...layout, indent: layout.indent + layout.unit };
  return splice(
    text,
    parent,
    `${open}\n${inner.indent}${key}${write(value, inner)}\n${layout.indent}${close}`,
  );
}

interface Layout {
  /** One key a line, or everything in one. */
  lines: boolean;
  /** Of the line the value stands on. */
  indent: string;
  unit: string;
  /** Inside braces written in one line, and after the colon. */
  pad: string;
}

function layoutOf(text: string, at: number): Layout {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1);
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const tight = looseGap(text) === '';
  return {
    lines: !tight && (text.includes('\n') || text.trim() === '{}'),
    indent: /^[ \t]*/.exec(line)?.[0] ?? '',
    unit,
    pad: tight ? '' : ' ',
  };
}

/** One space, or none in a text written without any. */
function looseGap(text: string): string {
  return text.trim() !== '{}' && /^\S*$/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '').trim()) ? '' : ' ';
}

function colon(text: string, entries: readonly Entry[]): string {
  const neighbour = entries.at(-1);
  if (!neighbour) return looseGap(text) === '' ? ':' : ': ';
  const between = text.slice(neighbour.from, neighbour.value.from);
  return between.slice(between.lastIndexOf('"') + 1);
}

function write(value: Json, layout: Layout): string {
  if (value === null || typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Verbatim) return value.json;
  const isList = Array.isArray(value);
  const plain = isList && value.every((item) => item === null || typeof item === 'string');
  const inner = plain ? layout : { ...layout, indent: layout.indent + layout.unit };
  const parts = isList
    ? value.map((item) => write(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${layout.pad}${write(item, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (plain || !layout.lines) {
    const pad = isList ? '' : layout.pad;
    return `${open}${pad}${parts.join(`,${layout.pad}`)}${pad}${close}`;
  }
  return `${open}\n${parts.map((part) => inner.indent + part).join(',\n')}\n${layout.indent}${close}`;
}

function splice(text: string, place: { from: number; to: number }, written: string): string {
  return text.slice(0, place.from) + written + text.slice(place.to);
}
