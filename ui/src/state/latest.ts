/** Runs that overlap: only the newest may report. `begin()` answers a check that is true while it is the newest. */
export function latest(): () => () => boolean {
  let newest = 0;
  return () => {
    const mine = ++newest;
    return () => mine === newest;
  };
}
