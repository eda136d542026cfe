// Which parts of a sentence stand by themselves because they are written from right to left. A name in
// Hebrew or Arabic pulls what stands next to it, a number, a comma, the next such name, to its other
// side; isolated, each keeps its place in the sentence. What is isolated is known from how the engine
// writes: values in “quotes” whole, and elsewhere each name, which ends at a comma or a Latin word.

export interface Part {
  text: string;
  isolated: boolean;
}

const RTL = String.raw`\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}`;
const HAS_RTL = new RegExp(`[${RTL}]`, 'u');
/** A run of such letters with what holds its words together: spaces, hyphens, apostrophes, marks. */
const NAME = String.raw`[${RTL}](?:[${RTL}\p{M}\p{Cf} .'’"׳״־-]*[${RTL}\p{M}])?`;
const VALUE = new RegExp(`(?<=“)[^“”]*[${RTL}][^“”]*(?=”)|${NAME}`, 'gu');

/** The text in order, in as few parts as possible. */
export function partsOf(text: string): Part[] {
  if (!HAS_RTL.test(text)) return [{ text, isolated: false }];
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: value, index } of text.matchAll(VALUE)) {
    if (index > end) parts.push({ text: text.slice(end, index), isolated: false });
    parts.push({ text: value, isolated: true });
    end = index + value.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isolated: false });
  return parts;
}

/** The same for where there is no markup, as in a tooltip: between the characters that isolate. */
export function isolating(text: string): string {
  return partsOf(text)
    .map((part) => (part.isolated ? `\u2068${part.text}\u2069` : part.text))
    .join('');
}
