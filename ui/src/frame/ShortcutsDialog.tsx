import { Dialog } from '../parts/Dialog';
import { Kbd } from '../parts/Kbd';
import css from './ShortcutsDialog.module.css';
import { GROUPS } from './shortcuts';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Key commands" wide onClose={onClose}>
      <div role="region" aria-label="All key commands" tabIndex={0} className={css.list}>
        <div className={css.groups}>
          {GROUPS.map(({ title, keys }) => (
            <section key={title}>
              <h3 className={css.group}>{title}</h3>
              <dl className={css.keys}>
                {keys.map(({ press, does }) => (
                  <div key={does} className={css.line}>
                    <dt className={css.press}>
                      {press.map((combination, index) => (
                        <span key={combination} className={css.way}>
                          {index > 0 && <span className={css.or}>or</span>}
                          <Kbd keys={combination} />
                        </span>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
