// The lead form and the payload, two ways. The JSON text is the only truth: reading a field asks
// the same keys in the same order as the engine, writing one changes the key it was read from, so
// old spellings, unknown keys and the order of keys stay as the web site sends them.

import { find, set, type Path } from './jsonEdit';
import { get, parse, type Node } from './jsonText';
import { isBlank, readFirst, scalar, writeFirst, type FieldValue } from './spelling';
import { readTags, writeTags } from './tags';

export const FIELDS = [
  'first_name',
  'last_name',
  'email',
  'phone',
  'lead_source',
  'source_type',
  'tags',
  'price',
  'mls_number',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'full_address',
  'note',
  'referer_url',
  'agent_mlsid',
] as const;
export type FieldId = (typeof FIELDS)[number];

export function readField(root: Node, id: FieldId): FieldValue {
  if (id === 'tags') return readTags(root);
  return readFirst(root, spellings(root, id), id === 'street' ? composedStreet(root) : '');
}

/** The lead's text with one field changed; a text that is not JSON comes back as it is. */
export function writeField(text: string, id: FieldId, value: string): string {
  const parsed = parse(text);
  if (!parsed.ok || readField(parsed.root, id).blocked !== null) return text;
  if (id === 'tags') return writeTags(text, value);
  const type = id === 'price' ? 'money' : 'text';
  const changed = writeFirst(text, parsed.root, spellings(parsed.root, id), value, type);
  // A street put together from its parts would come back as soon as it is cleared.
  return id === 'street' && isBlank(value) ? blankStreetParts(changed) : changed;
}

/** Every place a field is read from, the first that is not blank wins; a new value goes to the first. */
function spellings(root: Node, id: Exclude<FieldId, 'tags'>): Path[] {
  const address = addressPath(root);
  const old = address.length === 1 && !hasAny(find(root, address), CURRENT_ADDRESS_KEYS);
  const inAddress = (current: string, legacy: string): Path[] => {
    const paths = [
      [...address, current],
      [...address, legacy],
    ];
    return old ? paths.reverse() : paths;
  };
  switch (id) {
    case 'phone':
      return [['phone_number'], ['phone']];
    case 'price':
      return [['listing', 'price']];
    case 'mls_number':
      return [['listing', 'mls_number'], ['mlsid']];
    case 'street':
      return inAddress('street_address', 'line1');
    case 'city':
    case 'country':
      return [[...address, id]];
    case 'state':
      return inAddress('state_code', 'state');
    case 'postal_code':
      return inAddress('postal_code', 'postcode');
    case 'full_address': {
      const lone = get(root, 'address');
      return [...inAddress('full_address', 'full'), ...(lone && lone.kind !== 'object' ? [['address']] : [])];
    }
    default:
      return [[id]];
  }
}

const CURRENT_ADDRESS_KEYS = [
  'street_number',
  'street_name',
  'street_address',
  'state_code',
  'postal_code',
  'full_address',
];
const STREET_PARTS = [
  'street_number',
  'street_dir_prefix',
  'street_name',
  'street_suffix',
  'street_dir_suffix',
  'unit_number',
];

/** The address object in use: the listing's, else the lead's own, taken as a whole. */
function addressPath(root: Node): Path {
  const listing: Path = ['listing', 'property', 'address'];
  if (find(root, listing)?.kind === 'object') return listing;
  return get(root, 'address')?.kind === 'object' ? ['address'] : listing;
}

function hasAny(node: Node | undefined, keys: readonly string[]): boolean {
  return keys.some((key) => get(node, key) !== undefined);
}

function composedStreet(root: Node): string {
  const address = find(root, addressPath(root));
  return STREET_PARTS.map((key) => scalar(get(address, key))?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}

function blankStreetParts(text: string): string {
  return STREET_PARTS.reduce((changed, key) => {
    const parsed = parse(changed);
    if (!parsed.ok) return changed;
    const path = [...addressPath(parsed.root), key];
    return isBlank(scalar(find(parsed.root, path)) ?? '') ? changed : set(changed, path, '');
  }, text);
}
