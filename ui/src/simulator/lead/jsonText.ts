// JSON read with the place of every value, so that one value can be changed in the text and the
// rest stays as somebody wrote it. `JSON.parse` cannot do that: it forgets spelling, order of
// number-like keys, repeated keys and, in WebKit, where an error is. Of a repeated key the last
// one counts, as in the engine.

export type Node = Place &
  (
    | { kind: 'object'; entries: Entry[] }
    | { kind: 'list'; items: Node[] }
    | { kind: 'text'; value: string }
    | { kind: 'number'; literal: string }
    | { kind: 'flag'; value: boolean }
    | { kind: 'null' }
  );

/** Offsets into the text, `to` exclusive. */
export interface Place {
  from: number;
  to: number;
}

export interface Entry extends Place {
  key: string;
  value: Node;
}

export interface SyntaxProblem {
  /** Lower-case, what was found and what would be right. */
  message: string;
  offset: number;
  /** From 1. */
  line: number;
  column: number;
}

export type Parsed = { ok: true; root: Node } | { ok: false; problem: SyntaxProblem };

/** The engine's own bound. */
const MAX_DEPTH = 256;

export function parse(text: string): Parsed {
  try {
    const reader = new Reader(text);
    return { ok: true, root: reader.document() };
  } catch (error) {
    if (error instanceof Unreadable) {
      return {
        ok: false,
        problem: { message: error.message, offset: error.offset, ...lineAndColumn(text, error.offset) },
      };
    }
    throw error;
  }
}

export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

export function get(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'object') return undefined;
  return entry(node.entries, key)?.value;
}

export function entry(entries: Entry[], key: string): Entry | undefined {
  return entries.findLast((candidate) => candidate.key === key);
}

class Unreadable extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): Node {
    this.space();
    const root = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail('the lead ends before this; nothing may follow it');
    return root;
  }

  private value(depth: number): Node {
    const from = this.at;
    const char = this.text[this.at];
    if (char === '{' || char === '[') {
      if (depth >= MAX_DEPTH) this.fail(`nested more than ${MAX_DEPTH} levels deep`);
      return char === '{' ? this.object(depth) : this.list(depth);
    }
    if (char === '"') return { kind: 'text', value: this.string(), from, to: this.at };
    for (const [word, node] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return { ...node, from, to: this.at };
      }
    }
    NUMBER.lastIndex = this.at;
    const literal = NUMBER.exec(this.text)?.[0];
    if (literal === undefined) this.fail(this.notAValue());
    this.at += literal.length;
    if (/[\d.]/.test(this.text[this.at] ?? ''))
      this.fail('not a number JSON knows: no leading zeros, digits on both sides of the point');
    return { kind: 'number', literal, from, to: this.at };
  }

  private object(depth: number): Node {
    const from = this.at++;
    const entries: Entry[] = [];
    this.space();
    if (this.took('}')) return { kind: 'object', entries, from, to: this.at };
    for (;;) {
      const keyAt = this.at;
      if (this.text[this.at] !== '"') {
        this.fail(
          this.text[this.at] === '}' ? 'a comma with nothing after it' : 'expected a key in double quotes',
        );
      }
      const key = this.string();
      this.space();
      if (!this.took(':')) this.fail(`expected a colon after "${key}"`);
      this.space();
      const value = this.value(depth + 1);
      entries.push({ key, value, from: keyAt, to: this.at });
      this.space();
      if (this.took('}')) return { kind: 'object', entries, from, to: this.at };
      if (!this.took(','))
        this.fail(this.ended() ? 'the object is not closed: expected }' : 'expected a comma or }');
      this.space();
    }
  }

  private list(depth: number): Node {
    const from = this.at++;
    const items: Node[] = [];
    this.space();
    if (this.took(']')) return { kind: 'list', items, from, to: this.at };
    for (;;) {
      if (this.text[this.at] === ']') this.fail('a comma with nothing after it');
      items.push(this.value(depth + 1));
      this.space();
      if (this.took(']')) return { kind: 'list', items, from, to: this.at };
      if (!this.took(','))
        this.fail(this.ended() ? 'the list is not closed: expected ]' : 'expected a comma or ]');
      this.space();
    }
  }

  private string(): string {
    const opened = this.at++;
    let value = '';
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || char === '\n') {
        this.at = opened;
        this.fail('this text is not closed: expected a double quote before the line ends');
      }
      if (char === '"') {
        this.at++;
        return value;
      }
      if (char < ' ') this.fail('a control character in a text; write it as an escape such as \\t');
      value += char === '\\' ? this.escape() : char;
      this.at++;
    }
  }

  /** Leaves `at` on the escape's last character. */
  private escape(): string {
    const letter = this.text[++this.at] ?? '';
    if (letter === 'u') {
      const digits = this.text.slice(this.at + 1, this.at + 5);
      if (!/^[\da-fA-F]{4}$/.test(digits)) this.fail('expected four hexadecimal digits after \\u');
      this.at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const meant = ESCAPES[letter];
    if (meant === undefined) this.fail('not an escape JSON knows; a backslash itself is written \\\\');
    return meant;
  }

  private notAValue(): string {
    if (this.ended()) return 'the lead ends here; expected a value';
    const char = this.text[this.at];
    if (char === "'" || char === '“' || char === '”') return 'expected a straight double quote';
    return 'expected a text in double quotes, a number, true, false, null, a list or an object';
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private took(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private ended(): boolean {
    return this.at >= this.text.length;
  }

  private fail(message: string): never {
    throw new Unreadable(message, this.at);
  }
}

const WORDS = [
  ['true', { kind: 'flag', value: true }],
  ['false', { kind: 'flag', value: false }],
  ['null', { kind: 'null' }],
] as const;
