import { Sign } from '../../parts/icons';
import card from '../Card.module.css';
import css from './SelectBox.module.css';

interface Props {
  title: string;
  number: number;
  selected: boolean;
  onPick: (range: boolean) => void;
}

/** The rule's number on the rail, which takes the rule into the selection. The keyboard has X at the card. */
export function SelectBox({ title, number, selected, onPick }: Props) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={selected}
      aria-label={`Select “${title}”`}
      title="Select with others (X)"
      tabIndex={-1}
      className={`${card.number} ${css.box}`}
      onClick={(event) => onPick(event.shiftKey)}
    >
      <span className={css.figure}>{number}</span>
      <Sign of="check" />
    </button>
  );
}
