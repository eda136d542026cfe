import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, two: string): number {
  const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const SURFACES = ['bg', 'panel', 'raised', 'sunk', 'hover'];
const TEXT: [string, string[]][] = [
  ['ink', [...SURFACES, 'select', 'accent-soft', 'mark']],
  ['ink-2', [...SURFACES, 'accent-soft', 'warn-soft', 'fail-soft']],
  ['ink-3', SURFACES],
  ['accent', [...SURFACES, 'accent-soft']],
  ['fail', [...SURFACES, 'fail-soft']],
  ['warn', [...SURFACES, 'warn-soft']],
  ['select-ink', [...SURFACES, 'select']],
  ['code-form', ['panel', 'sunk', 'fail-soft']],
  ['code-value', ['panel', 'sunk', 'fail-soft']],
  ['on-accent', ['accent']],
  ['panel', ['ink', 'ink-2']],
];
const SIGNS: [string, string[]][] = [
  ['focus', SURFACES],
  ['edge-strong', ['panel', 'raised', 'bg']],
  ['accent', ['bg', 'panel']],
];

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const colour = (name: string) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token --${name}`);
    return token[scheme];
  };
  const pairs = (list: [string, string[]][]) => list.flatMap(([ink, on]) => on.map((surface) => [ink, surface] as const));

  it.each(pairs(TEXT))('--%s reads on --%s', (ink, surface) => {
    expect(contrast(colour(ink), colour(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(SIGNS))('--%s is seen on --%s', (sign, surface) => {
    expect(contrast(colour(sign), colour(surface))).toBeGreaterThanOrEqual(3);
  });
});
