// Regular expressions and CEL cut into what is drawn in one colour. Only for the eye: what is right
// or wrong with a text the engine says. Pure, and never loses a character.

/** `form` is what shapes a text, `value` what it speaks of, `note` what is only for people. */
export type Tone = 'plain' | 'form' | 'value' | 'note';

export interface Token {
  text: string;
  tone: Tone;
}

export type Language = 'regex' | 'cel';

export function tokensOf(language: Language, text: string): Token[] {
  return joined(language === 'regex' ? regexTokens(text) : celTokens(text));
}

const ESCAPE = /\\(?:[pPxuU]\{[^}]*\}?|x[\da-f]{1,2}|[\s\S])?/iuy;
const OPENING = /\((?:\?(?:P?<[^>]*>?|[a-z-]*:?))?/iuy;
const TIMES = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/uy;
const SHAPING = new Set([')', '|', '^', '$', '.']);

function regexTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const push = (piece: string, tone: Tone) => {
    tokens.push({ text: piece, tone });
    return piece.length;
  };
  let classes = 0;
  let place = 0;
  while (place < text.length) {
    const char = String.fromCodePoint(text.codePointAt(place) ?? 0);
    if (char === '\\') place += push(matchAt(ESCAPE, text, place) ?? char, 'value');
    else if (char === '[') {
      classes += 1;
      // A bracket right behind the opening one is one of the characters.
      place += push(/^\[\^?\]?/u.exec(text.slice(place))?.[0] ?? char, 'value');
    } else if (classes > 0) {
      if (char === ']') classes -= 1;
      place += push(char, 'value');
    } else if (char === '(') place += push(matchAt(OPENING, text, place) ?? char, 'form');
    else if (SHAPING.has(char)) place += push(char, 'form');
    else place += push(matchAt(TIMES, text, place) ?? char, matchAt(TIMES, text, place) === null ? 'plain' : 'form');
  }
  return tokens;
}

const CEL: readonly [RegExp, Tone][] = [
  [/\/\/[^\n]*/uy, 'note'],
  [/[br]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?)/iuy, 'value'],
  [/(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)u?/iuy, 'value'],
  [/(?:true|false|null|in)\b/uy, 'form'],
  [/[a-z_]\w*/iuy, 'plain'],
  [/[-+*/%<>=!&|?:]/uy, 'form'],
  [/[\s\S]/uy, 'plain'],
];

function celTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    for (const [pattern, tone] of CEL) {
      const piece = matchAt(pattern, text, place);
      if (piece === null) continue;
      tokens.push({ text: piece, tone });
      place += piece.length;
      break;
    }
  }
  return tokens;
}

/** What a sticky pattern finds right at a place; `null` for nothing, and for nothing long. */
function matchAt(pattern: RegExp, text: string, place: number): string | null {
  pattern.lastIndex = place;
  const [found = ''] = pattern.exec(text) ?? [];
  return found === '' ? null : found;
}

function joined(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if (last?.tone === token.tone) last.text += token.text;
    else result.push({ ...token });
  }
  return result;
}

/** Where a line and a character of it are in the text, both from 1 and in whole characters. */
export function offsetOf(text: string, line: number | null, column: number | null): number {
  const lines = text.split('\n');
  const before = lines.slice(0, (line ?? 1) - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const within = Array.from(lines[(line ?? 1) - 1] ?? '').slice(0, (column ?? 1) - 1);
  return Math.min(start + within.join('').length, text.length);
}

export interface Run extends Token {
  /** Here the engine found something wrong. */
  wrong: boolean;
}

/** The tokens with the one character at `wrong` apart; behind the end it is a space. */
export function runsOf(tokens: readonly Token[], wrong: number | null): Run[] {
  if (wrong === null) return tokens.map((token) => ({ ...token, wrong: false }));
  const runs: Run[] = [];
  let place = 0;
  for (const { text, tone } of tokens) {
    const at = wrong - place;
    const char = at >= 0 && at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 32) : '';
    const pieces = char === '' ? [text] : [text.slice(0, at), char, text.slice(at + char.length)];
    pieces.forEach((piece, index) => {
      if (piece !== '') runs.push({ text: piece, tone, wrong: char !== '' && index === 1 });
    });
    place += text.length;
  }
  return wrong >= place ? [...runs, { text: ' ', tone: 'plain', wrong: true }] : runs;
}
