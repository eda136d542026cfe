// Which chips of a traced condition light up. A test under `not` counts the other way round, and a
// failed alternative stays calm where another one carried the group: red is for what failed the rule.
import type { ConditionView } from '../ipc';

export interface Light {
  /** `true` lights the path, `false` marks the failure, `null` stays calm. */
  light: boolean | null;
  /** Whether `not` stands an odd number of times above. */
  turned: boolean;
}

export const CALM: Light = { light: null, turned: false };

/** How a node shows, given how the group around it does. */
export function lightOf(node: ConditionView, around: Light): Light {
  if (node.passed === null) return { light: null, turned: around.turned };
  const good = node.passed !== around.turned;
  if (around.light === true && !good) return { light: null, turned: around.turned };
  if (around.light === false && good) return { light: true, turned: around.turned };
  return { light: good, turned: around.turned };
}

export function turn({ light, turned }: Light): Light {
  return { light, turned: !turned };
}

export function joiner(kind: 'all' | 'any'): string {
  return kind === 'all' ? 'and' : 'or';
}

/** The whole condition in full words, for screen readers. */
export function inWords(node: ConditionView): string {
  switch (node.kind) {
    case 'test':
      return node.full;
    case 'not':
      return `not (${inWords(node.part)})`;
    case 'all':
    case 'any':
      if (node.parts.length === 0) return node.kind === 'all' ? 'always' : 'never';
      return node.parts
        .map((part) => (part.kind === 'all' || part.kind === 'any' ? `(${inWords(part)})` : inWords(part)))
        .join(` ${joiner(node.kind)} `);
  }
}
