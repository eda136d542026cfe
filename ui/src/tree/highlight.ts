// Where a search's words stand in a name, to be shown marked. Only for the eye: which accounts match
// is the engine's answer (which also looks at the names and e-mails of people).
import { fold } from './view';

export interface Run {
  text: string;
  hit: boolean;
}

export function highlight(name: string, query: string): Run[] {
  const words = fold(query).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [{ text: name, hit: false }];
  const letters = Array.from(name);
  // Folding may lengthen or drop a letter: remember which one each folded unit came from.
  const source: number[] = [];
  let folded = '';
  letters.forEach((letter, index) => {
    const units = fold(letter);
    for (let unit = 0; unit < units.length; unit += 1) source.push(index);
    folded += units;
  });
  const hits = letters.map(() => false);
  for (const word of words) {
    for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + word.length)) {
      for (let unit = from; unit < from + word.length; unit += 1) hits[source[unit] ?? 0] = true;
    }
  }
  const runs: Run[] = [];
  letters.forEach((letter, index) => {
    const hit = hits[index] ?? false;
    const last = runs.at(-1);
    if (last?.hit === hit) last.text += letter;
    else runs.push({ text: letter, hit });
  });
  return runs;
}
