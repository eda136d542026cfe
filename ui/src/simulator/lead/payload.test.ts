import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAssignee, countAssignees, readAssignee, removeAssignee, writeAssignee } from './assignees';
import { parse, type Node } from './jsonText';
import { FIELDS, readField, writeField, type FieldId } from './payload';
import { lineToTags, tagsToLine } from './tags';

const CURRENT = `{ "first_name": "Ada", "last_name": "Quill", "email": "ada.quill@example.com",
  "phone_number": "(214) 555-0142", "tag": ["Buyer", "Open House"], "x_campaign": { "id": 7 },
  "lead_source": "Office site",
  "listing": { "price": 615000, "mls_number": "20451177", "cover_image_url": null,
    "property": { "address": { "street_number": "1265", "street_name": "Barry",
      "street_suffix": "Ave", "city": "Dallas", "state_code": "TX", "postal_code": "75214" } } },
  "assignees": [ { "email": "lee.moss@example.com", "mls": "NTREIS", "mls_id": "0654321" } ] }`;

function root(text: string): Node {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${parsed.problem.message} in ${text}`);
  return parsed.root;
}
const field = (text: string, id: FieldId) => readField(root(text), id).text;

describe('a payload in the current shape', () => {
  it.each([
    ['first_name', 'Ada'],
    ['phone', '(214) 555-0142'],
    ['tags', 'Buyer, Open House'],
    ['price', '615000'],
    ['mls_number', '20451177'],
    ['street', '1265 Barry Ave'],
    ['city', 'Dallas'],
    ['state', 'TX'],
    ['postal_code', '75214'],
    ['note', ''],
  ] as const)('shows %s', (id, text) => {
    expect(field(CURRENT, id)).toBe(text);
  });

  it('changes only the key behind the field', () => {
    expect(writeField(CURRENT, 'price', '$1,250,000')).toBe(CURRENT.replace('615000', '1250000'));
    expect(writeField(CURRENT, 'postal_code', '75205')).toBe(CURRENT.replace('75214', '75205'));
    expect(writeField(CURRENT, 'tags', 'Buyer')).toBe(CURRENT.replace(', "Open House"', ''));
    expect(writeField(CURRENT, 'tags', 'Buyer, Open House, Relocation')).toBe(
      CURRENT.replace('"Open House"]', '"Open House", "Relocation"]'),
    );
    expect(writeField(CURRENT, 'email', '')).toBe(CURRENT.replace('ada.quill@example.com', ''));
  });

  it('keeps a price nobody can read as it was typed', () => {
    const typed = writeField(CURRENT, 'price', 'call us');
    expect(typed).toBe(CURRENT.replace('615000', '"call us"'));
    expect(field(typed, 'price')).toBe('call us');
  });
});

describe('old spellings stay', () => {
  const change = (text: string, id: FieldId, value: string) => writeField(text, id, value);
  it.each([
    ['{"phone": "1"}', 'phone', '2', '{"phone": "2"}'],
    ['{"phone_number": "", "phone": "1"}', 'phone', '2', '{"phone_number": "", "phone": "2"}'],
    ['{"phone_number": "3", "phone": "1"}', 'phone', '', '{"phone_number": "", "phone": ""}'],
    ['{"mlsid": 20451177}', 'mls_number', '20451178', '{"mlsid": 20451178}'],
    ['{"mlsid": 20451177}', 'mls_number', 'A1', '{"mlsid": "A1"}'],
    ['{"tags": "Buyer,Seller"}', 'tags', 'Buyer, Seller, VIP', '{"tags": "Buyer,Seller,VIP"}'],
    ['{"tag": "[\\"Buyer\\"]"}', 'tags', 'Buyer, VIP', '{"tag": "[\\"Buyer\\",\\"VIP\\"]"}'],
    ['{"tag": [], "tags": ["B"]}', 'tags', 'B, C', '{"tag": [], "tags": ["B", "C"]}'],
    ['{"tag": ["A"], "tags": ["B"]}', 'tags', 'B', '{"tag": [], "tags": ["B"]}'],
    ['{"tag": ["A", 5, {"x": 1}]}', 'tags', 'A', '{"tag": ["A", {"x": 1}]}'],
    ['{"tag": ["Buyer", "Seller"]}', 'tags', 'Buyers, Seller', '{"tag": ["Buyers", "Seller"]}'],
    ['{\n  "tag": []\n}', 'tags', 'A', '{\n  "tag": ["A"]\n}'],
    ['{"tags": "Buyer, Seller"}', 'tags', 'Buyers, Seller', '{"tags": "Buyers, Seller"}'],
    ['{"tag": "A"}', 'tags', 'A, "B, C"', '{"tag": ["A", "B, C"]}'],
    ['{"address": "1265 Barry Ave, Dallas"}', 'full_address', '1 Main', '{"address": "1 Main"}'],
    ['{"address": {"postcode": "1"}}', 'postal_code', '2', '{"address": {"postcode": "2"}}'],
    ['{"address": {"line1": "x"}}', 'postal_code', '2', '{"address": {"line1": "x", "postcode": "2"}}'],
    ['{"listing": {"price": "615,000"}}', 'price', '700,000', '{"listing": {"price": "700,000"}}'],
    ['{"listing": {"price": 5}}', 'price', '', '{"listing": {"price": null}}'],
    ['{"listing": {"price": null}}', 'price', '5.50', '{"listing": {"price": 5.50}}'],
    ['{"agent_mlsid": "1"}', 'agent_mlsid', '2', '{"agent_mlsid": "2"}'],
  ] as const)('%s', (before, id, value, after) => {
    expect(change(before, id, value)).toBe(after);
  });

  it('clears a street that was put together from its parts, and takes a new one', () => {
    expect(field(writeField(CURRENT, 'street', ''), 'street')).toBe('');
    const typed = writeField(CURRENT, 'street', '9 Elm');
    expect(field(typed, 'street')).toBe('9 Elm');
    expect(typed).toContain('"street_name": "Barry"');
  });

  it('does not touch what a form cannot show', () => {
    for (const text of [
      '{"listing": "none", "email": ["a"], "tag": {"a": 1}, "tags": true, "assignees": "x"}',
      '[1]',
      '"x"',
    ]) {
      for (const id of ['price', 'email', 'tags', 'city'] as const) {
        expect(readField(root(text), id).blocked).not.toBeNull();
        expect(writeField(text, id, '5')).toBe(text);
      }
      expect(countAssignees(root(text))).toBeNull();
    }
  });
});

describe('assignees', () => {
  const one = '{"assignees": {"email": "a@x.example", "mlsid": "1"}}';
  it('are read under both spellings, one object counting as a list of one', () => {
    expect(countAssignees(root(one))).toBe(1);
    expect(readAssignee(root(one), 0, 'mls_id').text).toBe('1');
    expect(readAssignee(root(CURRENT), 0, 'mls_id').text).toBe('0654321');
    expect(countAssignees(root('{}'))).toBe(0);
  });

  it('change, come and go without disturbing each other', () => {
    expect(writeAssignee(one, 0, 'mls_id', '2')).toBe(one.replace('"1"', '"2"'));
    const two = addAssignee(one);
    expect(JSON.parse(two)).toEqual({ assignees: [{ email: 'a@x.example', mlsid: '1' }, { email: '' }] });
    expect(JSON.parse(writeAssignee(two, 1, 'phone_number', '5'))).toMatchObject({
      assignees: [{}, { phone_number: '5' }],
    });
    expect(JSON.parse(removeAssignee(two, 0))).toEqual({ assignees: [{ email: '' }] });
    expect(removeAssignee(one, 0)).toBe('{}');
  });
});

describe('tags in one line', () => {
  it('come back as they went in', () => {
    const tag = fc.string({
      unit: fc.constantFrom('a', ',', '"', ' ', 'É', "'"),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.uniqueArray(tag.map((text) => text.trim()).filter((text) => text !== '')), (tags) => {
        expect(lineToTags(tagsToLine(tags))).toEqual(tags);
      }),
    );
  });
});

describe('any payload, any field', () => {
  const loose = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constantFrom(null, '', ' ', true, 'Buyer, Seller', '75205'),
    fc.array(fc.string(), { maxLength: 2 }),
  );
  const some = (keys: readonly string[], value: fc.Arbitrary<unknown> = loose) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), {
        selector: ([key]) => key,
        maxLength: keys.length,
      })
      .map((entries) => Object.fromEntries(entries));
  const address = some([
    'street_address',
    'street_name',
    'line1',
    'city',
    'state',
    'state_code',
    'postal_code',
    'postcode',
    'full',
    'county',
  ]);
  const listing = fc.oneof(
    loose,
    some(['price', 'mls_number', 'beds']),
    address.map((inner) => ({ price: '5', property: { address: inner } })),
  );
  const payload = fc
    .tuple(
      some([...FIELDS.filter((id) => id !== 'price'), 'phone_number', 'tag', 'mlsid', '12', 'utm']),
      fc.option(listing),
      fc.option(fc.oneof(loose, address)),
      fc.boolean(),
    )
    .map(([flat, inner, lone, first]) => {
      const nested = {
        ...(inner === null ? {} : { listing: inner }),
        ...(lone === null ? {} : { address: lone }),
      };
      return first ? { ...nested, ...flat } : { ...flat, ...nested };
    });
  const typed = fc.oneof(
    fc.string(),
    fc.constantFrom('', '1,250,000', '75205', 'Buyer, "Loft, top floor"', '007', '-0', 'ünï "q" \\'),
  );

  /** Every leaf that no field reads under any spelling, with its path. */
  const READ = new Set<string>([
    ...FIELDS,
    'phone_number',
    'tag',
    'mlsid',
    'street_address',
    'street_name',
    'line1',
    'state_code',
    'postcode',
    'full',
    'address',
  ]);
  const strangers = (value: unknown, path = ''): string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) =>
          READ.has(key) && (inner === null || typeof inner !== 'object')
            ? []
            : strangers(inner, `${path}/${key}`),
        )
      : [`${path}=${JSON.stringify(value)}`];

  it('reads back what was written, keeps strangers and the order of keys, and never writes twice', () => {
    fc.assert(
      fc.property(
        payload,
        fc.constantFrom(...FIELDS),
        typed,
        fc.constantFrom(0, 2),
        (value, id, put, indent) => {
          const before = JSON.stringify(value, null, indent);
          const after = writeField(before, id, put);
          const blocked = readField(root(before), id).blocked !== null;
          if (blocked) return after === before;
          const told = field(after, id);
          if (id === 'tags') expect(new Set(lineToTags(told))).toEqual(new Set(lineToTags(put)));
          else if (put.trim() === '') expect(told.trim()).toBe('');
          else if (id === 'price')
            expect(told.replace(/[$,\s]/g, '')).toBe(
              /^[$,\s\d]+$/.test(put) && told !== put
                ? String(Number(put.replace(/[$,\s]/g, '')))
                : put.replace(/[$,\s]/g, ''),
            );
          else expect(told).toBe(put);

          const was: unknown = JSON.parse(before);
          const is: unknown = JSON.parse(after);
          const kept = new Set(strangers(is));
          if (id !== 'tags') for (const leaf of strangers(was)) expect(kept).toContain(leaf);
          const order = root(after);
          const keys = root(before);
          if (order.kind === 'object' && keys.kind === 'object') {
            expect(order.entries.map(({ key }) => key).slice(0, keys.entries.length)).toEqual(
              keys.entries.map(({ key }) => key),
            );
          }
          expect(writeField(after, id, told)).toBe(after);
          for (const other of FIELDS)
            if (other !== id)
              expect(readField(root(after), other).text).toBe(readField(root(before), other).text);
          return true;
        },
      ),
      { numRuns: 1500 },
    );
  });
});
