// How each field of the form is labelled and typed into. The words are the engine's own.

import type { AssigneeKey } from './assignees';
import type { FieldId } from './payload';

export interface FieldFace {
  label: string;
  /** Which keyboard a touch screen shows. */
  mode?: 'email' | 'tel' | 'decimal' | 'url';
  isLong?: true;
  hint?: string;
}

export const FIELD_FACES: Record<FieldId, FieldFace> = {
  first_name: { label: 'first name' },
  last_name: { label: 'last name' },
  email: { label: 'e-mail', mode: 'email' },
  phone: { label: 'phone', mode: 'tel' },
  lead_source: { label: 'source' },
  source_type: { label: 'source type' },
  tags: { label: 'tags', hint: 'Separated by commas; a tag with a comma in it stands in quotes' },
  price: { label: 'price', mode: 'decimal' },
  mls_number: { label: 'MLS number' },
  street: { label: 'street' },
  city: { label: 'city' },
  state: { label: 'state' },
  postal_code: { label: 'ZIP' },
  country: { label: 'country' },
  full_address: { label: 'address in one line', isLong: true },
  note: { label: 'note', isLong: true },
  referer_url: { label: 'page address', mode: 'url', isLong: true },
  agent_mlsid: { label: 'agent’s MLS id', hint: 'The older way to name one assignee' },
};

export const ASSIGNEE_FACES: Record<AssigneeKey, FieldFace> = {
  email: { label: 'e-mail', mode: 'email' },
  phone_number: { label: 'phone', mode: 'tel' },
  first_name: { label: 'first name' },
  last_name: { label: 'last name' },
  mls: { label: 'MLS' },
  mls_id: { label: 'MLS id' },
};

/** What most rules look at, in the order it is read aloud. */
export const FEW: readonly FieldId[] = ['email', 'lead_source', 'tags', 'price', 'postal_code'];

/** Everything else, by what it is about. */
export const REST: readonly { title: string; fields: readonly FieldId[] }[] = [
  { title: 'Person', fields: ['phone', 'note'] },
  { title: 'Origin', fields: ['source_type', 'referer_url'] },
  { title: 'Property', fields: ['mls_number', 'street', 'city', 'state', 'country', 'full_address'] },
];

/** `1250000` as `$1,250,000`; what is no plain number stays as it was sent. */
export function money(text: string): string {
  const [, sign, whole, part] = /^(-?)(\d+)(\.\d+)?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return text;
  return `${sign ?? ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part ?? ''}`;
}
