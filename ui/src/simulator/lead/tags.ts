// Tags as one line of text. They arrive under `tag`, `tags` or both, as a list, as text with
// commas, or as a list written into a text; each key keeps its shape and its own tags.

import { remove, set, type Json } from './jsonEdit';
import { get, parse, type Node } from './jsonText';

const KEYS = ['tag', 'tags'] as const;
type Key = (typeof KEYS)[number];

export function readTags(root: Node): { text: string; blocked: string | null } {
  if (root.kind !== 'object') return { text: '', blocked: 'the payload is not an object' };
  const blocked = KEYS.every((key) => isForeign(get(root, key)));
  return {
    text: tagsToLine(unique(KEYS.flatMap((key) => tagsIn(get(root, key))))),
    blocked: blocked ? 'holds no tags' : null,
  };
}

export function writeTags(text: string, line: string): string {
  const parsed = parse(text);
  if (!parsed.ok || parsed.root.kind !== 'object') return text;
  const root = parsed.root;
  const wanted = lineToTags(line);
  const present = new Set(KEYS.flatMap((key) => tagsIn(get(root, key))));
  const added = wanted.filter((tag) => !present.has(tag));
  const home =
    KEYS.find((key) => tagsIn(get(root, key)).length > 0) ??
    KEYS.find((key) => get(root, key) !== undefined && !isForeign(get(root, key))) ??
    KEYS.find((key) => !isForeign(get(root, key)));
  return KEYS.reduce((changed, key) => writeKey(changed, key, wanted, key === home ? added : []), text);
}

function writeKey(text: string, key: Key, wanted: readonly string[], added: readonly string[]): string {
  const parsed = parse(text);
  const node = parsed.ok ? get(parsed.root, key) : undefined;
  if (isForeign(node)) return text;
  if (node?.kind === 'list') return writeList(text, key, node.items, wanted, added);
  const old = tagsIn(node);
  const tags = wanted.filter((tag) => old.includes(tag) || added.includes(tag));
  if (tags.length === old.length && added.length === 0) return text;
  return set(text, [key], spelledLike(node, tags));
}

function spelledLike(node: Node | undefined, tags: string[]): Json {
  if (node === undefined || node.kind === 'null' || tags.some((tag) => tag.includes(','))) return tags;
  const old = node.kind === 'text' ? node.value : '';
  if (listInText(old)) return JSON.stringify(tags);
  return tags.join(/,\S/.test(old) ? ',' : ', ');
}

function writeList(
  text: string,
  key: Key,
  items: readonly Node[],
  wanted: readonly string[],
  added: readonly string[],
): string {
  const gone = items.flatMap((item, index) => {
    const tag = itemTag(item);
    return !isTag(tag) || wanted.includes(tag) ? [] : [index];
  });
  // A tag that is typed over keeps its place.
  const over = gone.slice(0, added.length);
  const replaced = over.reduce(
    (changed, index, place) => set(changed, [key, index], added[place] ?? ''),
    text,
  );
  const kept = gone
    .slice(added.length)
    .reduceRight((changed, index) => remove(changed, [key, index]), replaced);
  return added
    .slice(gone.length)
    .reduce((changed, tag, place) => set(changed, [key, items.length + place], tag), kept);
}

function tagsIn(node: Node | undefined): string[] {
  if (node?.kind === 'list') return node.items.map(itemTag).filter(isTag);
  const text = itemTag(node);
  if (text === undefined) return [];
  const listed = listInText(text);
  return listed
    ? listed.map(itemTag).filter(isTag)
    : text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
}

function isTag(tag: string | undefined): tag is string {
  return tag !== undefined && tag !== '';
}

function itemTag(node: Node | undefined): string | undefined {
  if (node?.kind === 'text') return node.value.trim();
  return node?.kind === 'number' ? node.literal : undefined;
}

function listInText(text: string): Node[] | undefined {
  const parsed = text.trim().startsWith('[') ? parse(text.trim()) : undefined;
  return parsed?.ok && parsed.root.kind === 'list' ? parsed.root.items : undefined;
}

/** What neither holds tags nor may be replaced by them. */
function isForeign(node: Node | undefined): boolean {
  return node?.kind === 'object' || node?.kind === 'flag';
}

/** `Buyer, "Downtown, walkable"`: a tag with a comma or a quote in it stands in quotes, as in a spreadsheet. */
export function tagsToLine(tags: readonly string[]): string {
  return tags.map((tag) => (/[",]/.test(tag) ? `"${tag.replaceAll('"', '""')}"` : tag)).join(', ');
}

export function lineToTags(line: string): string[] {
  const tags = Array.from(
    line.matchAll(/\s*(?:"((?:[^"]|"")*)"[^,]*|([^,]*))(?:,|$)/g),
    ([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
  return unique(tags.filter((tag) => tag !== ''));
}

function unique(tags: readonly string[]): string[] {
  return [...new Set(tags)];
}
