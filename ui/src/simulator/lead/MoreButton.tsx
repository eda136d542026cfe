import { Sign } from '../../parts/icons';
import { REST } from './fields';
import type { Node } from './jsonText';
import css from './lead.module.css';
import { readField } from './payload';

interface Props {
  root: Node;
  showsAll: boolean;
  onShowsAll: (showsAll: boolean) => void;
}

/** Opens the whole form, and says how much of it is filled in meanwhile. */
export function MoreButton({ root, showsAll, onShowsAll }: Props) {
  const filled = REST.flatMap(({ fields }) => fields).filter(
    (id) => readField(root, id).text.trim() !== '',
  ).length;
  return (
    <button type="button" className={css.more} aria-expanded={showsAll} onClick={() => onShowsAll(!showsAll)}>
      <span className={css.turn} aria-hidden>
        <Sign of="chevron" />
      </span>
      {showsAll ? 'Fewer fields' : 'All fields'}
      {!showsAll && filled > 0 && <span className={css.count}>{filled} more filled in</span>}
    </button>
  );
}
