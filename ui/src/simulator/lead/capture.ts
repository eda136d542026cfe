// What a web site sends is the lead itself, or, when it is signed in, `{"metadata": …, "lead": …}`
// around it. The form works on the lead inside; what is around it stays.

import { get, parse, type Node } from './jsonText';

export function leadIn(root: Node): Node {
  const lead = get(root, 'lead');
  return lead?.kind === 'object' && get(root, 'metadata')?.kind === 'object' ? lead : root;
}

/** Changes the lead's own text inside the text of the capture. */
export function changeLead(text: string, change: (lead: string) => string): string {
  const parsed = parse(text);
  if (!parsed.ok) return text;
  const { from, to } = leadIn(parsed.root);
  return text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
}
