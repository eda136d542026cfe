import { useState } from 'react';
import type { PoolFace } from '../../ipc';
import { Face } from '../../parts/Face';
import { Words } from '../../parts/Words';
import { fewOf, poolWords } from './pool';
import css from './trace.module.css';

/** Who was asked, in the order of the turns, and why some were left out. */
export function Pool({ pool, size }: { pool: readonly PoolFace[]; size: number }) {
  const [showsAll, setShowsAll] = useState(false);
  const few = fewOf(pool);
  const told = showsAll ? pool : few.told;
  return (
    <div className={css.pool}>
      <p className={css.poolTitle}>{poolWords(pool, size)}</p>
      <ul className={css.faces}>
        {told.map(({ account, name, initials, eligible, reason, chosen }) => (
          <li key={account} className={css.member} data-out={!eligible}>
            <span aria-hidden>
              <Face name={name} initials={initials} chosen={chosen} out={!eligible} />
            </span>
            <span className={css.memberName}>
              <bdi>{name}</bdi>
            </span>
            {chosen && <span className={css.taken}>takes it</span>}
            {!eligible && (
              <span className={css.reason}>
                <Words of={reason ?? 'left out'} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {!showsAll && few.more > 0 && (
        <button type="button" className={css.unfold} onClick={() => setShowsAll(true)}>
          {few.more} more
        </button>
      )}
    </div>
  );
}
