// A hit in words. Pure; what it mentions comes from the engine.
import { channelName } from '../board/words';
import { count } from '../frame/words';
import type { Found, Hit } from '../ipc';
import { isIn } from '../tree/view';

const NAMED = 3;

/** `3 Luxury buyers`, `Fallback` */
export function hitTitle({ number, title }: Hit): string {
  return number === null ? title : `${number} ${title}`;
}

/** `Listing inquiries, Adler & Associates` */
export function hitPlace({ channel_name: name, account }: Hit): string {
  return `${channelName({ name })}, ${account.name}`;
}

export function mentionWords({ mentions }: Hit): string {
  const named = mentions.slice(0, NAMED).map(({ words }) => words);
  const more = mentions.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}

/** Until there is an answer to other words: what is sure to be among it, by what it mentions. */
export function stillHits({ hits }: Found, asked: string): Hit[] {
  return hits.filter(({ mentions }) => mentions.some(({ words }) => isIn(words, asked)));
}

export function foundWords({ hits, more }: Found): string {
  return hits.length === 0 ? 'Nothing mentions it' : count(hits.length + more, 'place', 'places');
}
