import { classes } from '../../parts/classes';
import css from './Coloured.module.css';
import { type Language, runsOf, tokensOf } from './tokens';

interface Props {
  language: Language;
  text: string;
  /** Where something is wrong, in the text. */
  wrong?: number | null;
}

/** Code in its colours. */
export function Coloured({ language, text, wrong = null }: Props) {
  return runsOf(tokensOf(language, text), wrong).map((run, place) => (
    <span key={place} className={classes(css[run.tone], run.wrong && css.wrong)} data-wrong={run.wrong || undefined}>
      {run.text}
    </span>
  ));
}
