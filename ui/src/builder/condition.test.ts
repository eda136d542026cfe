import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConditionSource } from '../ipc';
import {
  add,
  bare,
  canMove,
  canUngroup,
  find,
  fromSource,
  group,
  isGroup,
  move,
  negate,
  newTest,
  type Node,
  placeOf,
  remove,
  replace,
  testsOf,
  toSource,
  ungroup,
} from './condition';

/** `(a | !b) & c`: letters are tests, one kind of joint in each pair of brackets. */
function parse(text: string): ConditionSource {
  let at = 0;
  const unit = (): ConditionSource => {
    const sign = text[at] ?? '';
    at += 1;
    if (sign === '!') return { not: unit() };
    if (sign !== '(') return { field: sign, op: 'is', value: sign };
    const parts = [unit()];
    let joint = '&';
    while (text[at] !== ')') {
      joint = text[at] ?? '';
      at += 1;
      parts.push(unit());
    }
    at += 1;
    return joint === '|' ? { any: parts } : { all: parts };
  };
  return unit();
}

function words(node: Node | null): string {
  if (node === null) return '';
  if (node.kind === 'test') return node.field;
  if (node.kind === 'not') return `!${words(node.part)}`;
  return `(${node.parts.map(words).join(node.kind === 'all' ? '&' : '|')})`;
}

function tree(text: string) {
  const root = fromSource(parse(text));
  const all = (node: Node): Node[] => [
    node,
    ...(node.kind === 'test' ? [] : node.kind === 'not' ? all(node.part) : node.parts.flatMap(all)),
  ];
  const id = (wanted: string) => all(root).find((node) => words(node) === wanted)!.id;
  return { root, id, nodes: all(root) };
}

describe('a condition', () => {
  test('adds to a group, or makes one around a single test', () => {
    const x = newTest('x', 'is', 'x');
    expect(words(add(null, null, x))).toBe('(x)');
    expect(words(add(tree('a').root, null, x))).toBe('(a&x)');
    expect(words(add(tree('!(a|b)').root, null, x))).toBe('(!(a|b)&x)');
    const { root, id } = tree('(a&(b|c))');
    expect(words(add(root, id('(b|c)'), x))).toBe('(a&(b|c|x))');
  });

  test('removes a test with the groups and negations it leaves empty', () => {
    const { root, id } = tree('(a&!(b))');
    expect(words(remove(root, id('b')))).toBe('(a)');
    expect(remove(tree('!a').root, tree('!a').id('a'))).not.toBeNull();
    const lone = tree('!a');
    expect(remove(lone.root, lone.id('a'))).toBeNull();
  });

  test('groups into the other kind, and dissolves again', () => {
    const { root, id } = tree('(a&b)');
    const grouped = group(root, id('b'));
    expect(grouped.kind).toBe('all');
    const inner = isGroup(grouped) ? grouped.parts[1]! : grouped;
    expect(inner.kind).toBe('any');
    expect(words(ungroup(grouped, inner.id))).toBe('(a&b)');
  });

  test('dissolves only where the parts have somewhere to go', () => {
    const { root, id } = tree('(a&!(b|c)&(d|e))');
    expect(canUngroup(root, root.id)).toBe(false);
    expect(canUngroup(root, id('(b|c)'))).toBe(false);
    expect(canUngroup(root, id('(d|e)'))).toBe(true);
    expect(words(ungroup(root, id('(d|e)')))).toBe('(a&!(b|c)&d&e)');
  });

  test('says the opposite and back', () => {
    const { root, id } = tree('(a&b)');
    const against = negate(root, id('a'));
    expect(words(against)).toBe('(!a&b)');
    const outer = isGroup(against) ? against.parts[0]! : against;
    expect(words(negate(against, outer.id))).toBe('(a&b)');
  });

  test.each([
    ['(a&b)', 'a', 1, '(b&a)'],
    ['(a&(b|c))', 'a', 1, '((a|b|c))'],
    ['((b|c)&a)', 'a', -1, '((b|c|a))'],
    ['(a&(b|c))', 'b', -1, '(a&b&(c))'],
    ['(a&!(b|c)&d)', 'c', 1, '(a&!(b)&c&d)'],
    ['(a&(b))', 'b', -1, '(a&b)'],
    ['(a&b)', 'a', -1, '(a&b)'],
    ['(!a&b)', '!a', 1, '(b&!a)'],
  ] as const)('%s: moving %s by %i makes %s', (before, moved, step, after) => {
    const { root, id } = tree(before);
    expect(words(move(root, id(moved), step))).toBe(after);
    expect(canMove(root, id(moved), step)).toBe(before !== after);
  });

  test('names places as the engine does', () => {
    expect(placeOf('', 'all', 0)).toBe('all[0]');
    expect(placeOf('all[0]', 'not')).toBe('all[0].not');
    expect(placeOf('all[0].not', 'any', 2)).toBe('all[0].not.any[2]');
  });
});

const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
const { source } = fc.letrec<{ source: ConditionSource }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 4 },
    fc.record({ field: fc.string(), op: fc.string(), value }),
    fc.record({ field: fc.string(), op: fc.string() }),
    fc.record({ all: fc.array(tie('source'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('source'), { maxLength: 4 }) }),
    fc.record({ not: tie('source') }),
  ),
}));

describe('any condition', () => {
  const leaves = (node: Node | null) => testsOf(node).map(({ id }) => id);
  const nodesOf = (node: Node): Node[] => [
    node,
    ...(node.kind === 'test' ? [] : node.kind === 'not' ? nodesOf(node.part) : node.parts.flatMap(nodesOf)),
  ];
  const withOne = fc.tuple(source, fc.nat()).map(([from, pick]) => {
    const root = fromSource(from);
    const nodes = nodesOf(root);
    return { root, node: nodes[pick % nodes.length]! };
  });

  test('comes back as it went in', () => {
    fc.assert(
      fc.property(source, (from) => {
        expect(toSource(fromSource(from))).toEqual(from);
      }),
    );
  });

  test('keeps every test in its order when grouped, dissolved or negated', () => {
    fc.assert(
      fc.property(withOne, ({ root, node }) => {
        for (const edit of [group, ungroup, negate]) expect(leaves(edit(root, node.id))).toEqual(leaves(root));
      }),
    );
  });

  test('loses only the removed', () => {
    fc.assert(
      fc.property(withOne, ({ root, node }) => {
        const gone = new Set(leaves(node));
        expect(leaves(remove(root, node.id))).toEqual(leaves(root).filter((id) => !gone.has(id)));
      }),
    );
  });

  test('moves one node and leaves the others in their order', () => {
    fc.assert(
      fc.property(withOne, fc.constantFrom(-1 as const, 1 as const), ({ root, node }, step) => {
        const after = move(root, node.id, step);
        const moved = new Set(leaves(node));
        expect(leaves(after).filter((id) => !moved.has(id))).toEqual(leaves(root).filter((id) => !moved.has(id)));
        expect(find(after, node.id)).toEqual(node);
      }),
    );
  });

  test('changes one test and no other', () => {
    fc.assert(
      fc.property(withOne, ({ root, node }) => {
        const inner = bare(node);
        if (isGroup(inner)) return;
        const after = replace(root, inner.id, { ...inner, op: 'changed' });
        expect(testsOf(after).filter(({ op }) => op !== 'changed')).toEqual(
          testsOf(root).filter(({ id, op }) => id !== inner.id && op !== 'changed'),
        );
        expect(leaves(after)).toEqual(leaves(root));
      }),
    );
  });
});
