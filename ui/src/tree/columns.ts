// Reads the raw bytes of the `tree` and `search` commands. Little-endian, columns in this order, each
// padded to four bytes:
//
//   u32 rows
//   u32[rows] parent          row of the parent, 0xffffffff for the root
//   u32[rows] agents          agents below the account
//   u32[rows] channels        the account's own channels
//   u8[rows]  kind            place in KINDS
//   u8[rows]  flags           1 inactive, 2 away today
//   u32[rows] lengths, then as many UTF-8 bytes: names
//   u32[rows] lengths, then as many UTF-8 bytes: ids

export const INACTIVE = 1;
export const AWAY = 2;

/** A column of texts that stay UTF-8 until asked for. */
export interface Texts {
  at(row: number): Uint8Array;
  equals(row: number, wanted: Uint8Array): boolean;
}

export interface Columns {
  size: number;
  parent: Uint32Array;
  agents: Uint32Array;
  channels: Uint32Array;
  kind: Uint8Array;
  flags: Uint8Array;
  names: Texts;
  ids: Texts;
}

export function readColumns(bytes: ArrayBuffer): Columns {
  let place = 0;
  const words = (count: number): Uint32Array => {
    const column = new Uint32Array(bytes, place, count);
    place += count * 4;
    return column;
  };
  const octets = (count: number): Uint8Array => {
    const column = new Uint8Array(bytes, place, count);
    place += (count + 3) & ~3;
    return column;
  };
  const texts = (count: number): Texts => {
    const lengths = words(count);
    const starts = new Uint32Array(count + 1);
    for (let row = 0, start = 0; row < count; row += 1) starts[row + 1] = start += lengths[row] ?? 0;
    const data = octets(starts[count] ?? 0);
    const start = (row: number) => starts[row] ?? 0;
    return {
      at: (row) => data.subarray(start(row), start(row + 1)),
      equals: (row, wanted) => {
        const from = start(row);
        if (start(row + 1) - from !== wanted.length) return false;
        for (let index = 0; index < wanted.length; index += 1) {
          if (data[from + index] !== wanted[index]) return false;
        }
        return true;
      },
    };
  };
  const size = words(1)[0] ?? 0;
  return {
    size,
    parent: words(size),
    agents: words(size),
    channels: words(size),
    kind: octets(size),
    flags: octets(size),
    names: texts(size),
    ids: texts(size),
  };
}

/** The rows a search found, in tree order. */
export function readRows(bytes: ArrayBuffer): Uint32Array {
  return new Uint32Array(bytes);
}
