// The outcome and its trace as plain text, for a mail or a ticket. People's contact data and
// channel ids do not leave the window this way: what looks like one is masked, and so is whatever
// this lead says about its sender.

import type { Simulation, Span, StepView } from '../../ipc';
import { VERDICT_WORDS } from '../trace/shape';

export function plainText(simulation: Simulation, title: string, secrets: readonly string[]): string {
  const { sentence, notes, steps, problems, ignored } = simulation;
  const lines = [
    title,
    '',
    joined(sentence),
    ...notes,
    '',
    ...steps.map(stepLine),
    ...section(
      'Problems',
      problems.map(({ message, help }) => (help === null ? message : `${message} (${help})`)),
    ),
    ...section('Keys nothing reads', ignored),
  ];
  return mask(`${lines.join('\n').trimEnd()}\n`, secrets);
}

function stepLine({ number, title, detail, verdict, depth, pool }: StepView): string {
  const told = joined(detail) || VERDICT_WORDS[verdict];
  const out = pool
    .filter(({ eligible }) => !eligible)
    .map(({ name, reason }) => `${name} (${reason ?? 'left out'})`);
  const leftOut = out.length > 0 ? `; left out: ${out.join(', ')}` : '';
  return `${'  '.repeat(depth)}${number === null ? '-' : `${number}.`} ${title}: ${told}${leftOut}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `- ${line}`)];
}

export function joined(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('');
}

const EMAIL = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
const PHONE =
  /(?<![\w-])(?:\+\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[ .-]?\d{4}|\d{3}[ .-]\d{3}[ .-]\d{4}|\d{10,15})(?![\w-])/g;
const UUID = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi;

export function mask(text: string, secrets: readonly string[]): string {
  const known = secrets
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= 2)
    .sort((a, b) => b.length - a.length)
    .map(
      (secret) =>
        new RegExp(`(?<![\\p{L}\\d])${secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'giu'),
    );
  const plain = [UUID, EMAIL, PHONE, ...known];
  return plain.reduce((masked, pattern) => masked.replace(pattern, '•••'), text);
}
