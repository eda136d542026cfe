import { Coloured } from '../builder/code/Coloured';
import type { ActionView } from '../ipc';
import { Faces } from '../parts/Face';
import { Sign } from '../parts/icons';
import { Words } from '../parts/Words';
import css from './Action.module.css';

/** What a rule does with the lead: `→ Round robin, 4 agents, Smith ×2` with the first faces. */
export function Action({ action, chosen }: { action: ActionView; chosen: string | null }) {
  const next = action.faces.find((face) => face.account === chosen);
  return (
    <div className={css.action}>
      <span className={css.arrow}>
        <Sign of={action.kind === 'inbox' ? 'inbox' : 'arrow'} />
      </span>
      <span className={css.words}>
        <Words of={action.words} />
      </span>
      {action.faces.length > 0 && <Faces faces={action.faces} total={action.pool_size} chosen={next?.account} />}
      {action.expression !== null && (
        <code className={css.code} title={action.expression}>
          <Coloured language="cel" text={action.expression} />
        </code>
      )}
    </div>
  );
}
