import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { find, remove, set, Verbatim } from './jsonEdit';
import { parse, type Node } from './jsonText';

function toJs(node: Node): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toJs(value)]));
    case 'list':
      return node.items.map(toJs);
    case 'number':
      return Number(node.literal);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

function read(text: string): unknown {
  const parsed = parse(text);
  return parsed.ok ? toJs(parsed.root) : parsed.problem;
}

function judge(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

describe('reading', () => {
  it('agrees with JSON.parse on JSON in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const soup = fc.array(
      fc.constantFrom(...Array.from('{}[]",:-.01eE+tfn\\u \n\t\u0001a'), 'true', '"a"', '1', 'null'),
      { maxLength: 14 },
    );
    const broken = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(60),
      fc.constantFrom('', ',', '"', '}', '0', '\\', "'"),
    );
    const damaged = broken.map(([text, at, junk]) => text.slice(0, at) + junk + text.slice(at + 1));
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((parts) => parts.join('')),
          damaged,
        ),
        (text) => {
          expect(parse(text).ok).toBe(judge(text).ok);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{\n  "a": tru\n}', 2, 8, 'expected a text in double quotes'],
    ['{\n  "price": 1,\n}', 3, 1, 'a comma with nothing after it'],
    ['{"a": "open\n}', 1, 7, 'not closed'],
    ["{'a': 1}", 1, 2, 'a key in double quotes'],
    ['{"a" 1}', 1, 6, 'a colon after "a"'],
    ['{"a": 1', 1, 8, 'expected }'],
    ['{"a": “x”}', 1, 7, 'straight double quote'],
    ['{"zip": 01234}', 1, 10, 'no leading zeros'],
    ['{} x', 1, 4, 'nothing may follow'],
    ['', 1, 1, 'expected a value'],
  ])('says where and what is wrong in %j', (text, line, column, message) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ ok: false, problem: { line, column } });
    expect(!parsed.ok && parsed.problem.message).toContain(message);
  });

  it('stops at 256 levels without overflowing', () => {
    expect(parse('['.repeat(256) + ']'.repeat(256)).ok).toBe(true);
    expect(parse('['.repeat(100_000)).ok).toBe(false);
  });
});

describe('changing one value', () => {
  it('leaves every other character alone', () => {
    const text = '{ "b":1,\n\t"2": [ 1e3, {"x" :null} ],  "a" : "\\u0041" }';
    expect(set(text, ['2', 1, 'x'], 'new')).toBe(text.replace('null', '"new"'));
    expect(set(text, ['a'], 'B')).toBe(text.replace('"\\u0041"', '"B"'));
  });

  it('lays a new key out as its neighbours are', () => {
    expect(set('{"a":1}', ['b'], 'x')).toBe('{"a":1,"b":"x"}');
    expect(set('{"a": 1}', ['b'], 'x')).toBe('{"a": 1, "b": "x"}');
    expect(set('{ "a": 1, "b": 2 }', ['c'], new Verbatim('3.50'))).toBe('{ "a": 1, "b": 2, "c": 3.50 }');
    expect(set('{\n    "a": 1\n}', ['b', 'c'], 'x')).toBe(
      '{\n    "a": 1,\n    "b": {\n        "c": "x"\n    }\n}',
    );
    expect(set('{}', ['tag'], ['Buyer', 'Seller'])).toBe('{\n  "tag": ["Buyer", "Seller"]\n}');
    expect(set('{"o":{}}', ['o', 'k'], 'v')).toBe('{"o":{"k":"v"}}');
  });

  it('changes the last of a repeated key, the one that counts', () => {
    expect(set('{"a": 1, "a": 2}', ['a'], 'x')).toBe('{"a": 1, "a": "x"}');
  });

  it('takes a value out with its comma', () => {
    expect(remove('{"a": 1, "b": 2, "c": 3}', ['b'])).toBe('{"a": 1, "c": 3}');
    expect(remove('{ "a": 1, "b": 2 }', ['b'])).toBe('{ "a": 1 }');
    expect(remove('{"a": 1, "b": 2}', ['a'])).toBe('{"b": 2}');
    expect(remove('{"a": [ 1 ]}', ['a', 0])).toBe('{"a": []}');
    expect(remove('{"a": 1}', ['x'])).toBe('{"a": 1}');
  });

  it('is what the same change of the value gives, whatever the layout', () => {
    const key = fc.constantFrom('a', 'b', '7', '__proto__x', 'é');
    const object = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(object, key, fc.string(), fc.constantFrom(0, 1, 3, '\t'), (value, at, put, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.parse(set(text, [at], put))).toEqual({ ...JSON.parse(text), [at]: put });
        const rest = Object.entries(value).filter(([key]) => key !== at);
        expect(JSON.parse(remove(text, [at]))).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(rest))));
      }),
    );
  });

  it('finds what it put', () => {
    const path = fc.array(fc.constantFrom('listing', 'property', 'x'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, fc.string(), (at, put) => {
        const parsed = parse(set('{"x": null}', at, put));
        expect(parsed.ok && find(parsed.root, at)).toMatchObject({ kind: 'text', value: put });
      }),
    );
  });
});
