// What becomes of each place that names a leaving agent. Pure.
import { count } from '../../frame/words';
import type { PlaceOf, Replacement } from '../../ipc';

export type Settled = { as: 'out' } | { as: 'stays' } | { as: 'to'; account: string; name: string };

/** Taken out wherever nobody need step in; otherwise a person has to choose. */
export function firstSettled(place: PlaceOf): Settled | null {
  if (!place.replaceable) return { as: 'stays' };
  return place.removable ? { as: 'out' } : null;
}

export function settledWords(settled: Settled | null): string {
  if (settled === null) return '';
  if (settled.as === 'to') return settled.name;
  return settled.as === 'out' ? 'Nobody: take out' : 'Leave as it is';
}

/** Every place to one agent, but for those no edit can change. */
export function allTo(places: readonly PlaceOf[], account: string, name: string): (Settled | null)[] {
  return places.map((place) => (place.replaceable ? { as: 'to', account, name } : { as: 'stays' }));
}

export function replacementsOf(places: readonly PlaceOf[], settled: readonly (Settled | null)[]): Replacement[] {
  return places.flatMap(({ place }, index) => {
    const how = settled[index];
    if (!how || how.as === 'stays') return [];
    return [{ place, to: how.as === 'to' ? how.account : null }];
  });
}

/** `2 go to Agent Brown, 1 is taken out, 1 stays, 1 to choose` */
export function effectWords(settled: readonly (Settled | null)[]): string {
  const to = new Map<string, number>();
  let [out, stays, open] = [0, 0, 0];
  for (const how of settled) {
    if (how === null) open += 1;
    else if (how.as === 'to') to.set(how.name, (to.get(how.name) ?? 0) + 1);
    else if (how.as === 'out') out += 1;
    else stays += 1;
  }
  return [
    ...Array.from(to, ([name, places]) => `${count(places, 'place goes', 'places go')} to ${name}`),
    ...(out > 0 ? [`${count(out, 'is', 'are')} taken out`] : []),
    ...(stays > 0 ? [count(stays, 'stays', 'stay')] : []),
    ...(open > 0 ? [`${open} still to choose`] : []),
  ].join(', ');
}

/** `Agent Smith stands in 4 places of 2 channels. 1 more is an expression, which stays as it is.` */
export function placesWords(name: string, places: readonly PlaceOf[]): string {
  const replaced = places.filter(({ replaceable }) => replaceable);
  const stays = places.length - replaced.length;
  const channels = new Set(replaced.map(({ channel }) => channel)).size;
  const more = `${stays} ${replaced.length > 0 ? 'more ' : ''}${stays === 1 ? 'is an expression, which stays as it is' : 'are expressions, which stay as they are'}`;
  if (places.length === 0) return `No rule, fallback or follow-up names ${name}.`;
  return [
    ...(replaced.length > 0
      ? [`${name} stands in ${count(replaced.length, 'place', 'places')} of ${count(channels, 'channel', 'channels')}.`]
      : []),
    ...(stays > 0 ? [`${more}.`] : []),
  ].join(' ');
}
