// Answers arrive as fresh JSON even where little changed. Keeping the old objects wherever they are
// equal lets React skip what did not change.

export function share<T>(old: T, fresh: T): T;
export function share(old: unknown, fresh: unknown): unknown {
  if (Object.is(old, fresh)) return old;
  if (isList(old) && isList(fresh)) {
    // An item that moved is still the same item, if it says who it is.
    const known = new Map(old.map((item) => [idOf(item), item]));
    const items = fresh.map((item, index) => {
      const id = idOf(item);
      return share(id === undefined ? old[index] : known.get(id), item);
    });
    return old.length === items.length && items.every((item, index) => item === old[index]) ? old : items;
  }
  if (isRecord(old) && isRecord(fresh)) {
    const keys = Object.keys(fresh);
    const next = Object.fromEntries(keys.map((key) => [key, share(old[key], fresh[key])]));
    const same = keys.length === Object.keys(old).length && keys.every((key) => next[key] === old[key]);
    return same ? old : next;
  }
  return fresh;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(item: unknown): string | undefined {
  return isRecord(item) && typeof item.id === 'string' ? item.id : undefined;
}
