import { useState } from 'react';
import type { RechatStatus, SheetStep } from '../ipc';
import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { Reading } from '../rechat/Reading';
import { checkSheet } from '../state/rechat';
import css from './ReviewView.module.css';
import { Check } from './SendPanel';
import { tickedWords } from './words';

interface Props {
  sheet: readonly SheetStep[];
  status: RechatStatus;
  /** What is to be done first. */
  open: readonly string[];
}

/** Where Rechat takes no rules: the sheet is printed, worked off, and read back. */
export function SheetPanel({ sheet, status, open }: Props) {
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const check = async () => {
    const found = await checkSheet();
    if (found) setWrong(found);
  };
  if (sheet.length === 0) {
    return (
      <div className={css.panel}>
        <h3 className={css.title}>Change sheet</h3>
        <p className={css.note}>There is nothing to do at Rechat: it says what the draft says, as far as it can be read.</p>
      </div>
    );
  }
  const isOff = status.sign_in.kind !== 'signed_in';
  const ticked = sheet.some((step) => step.ticked);
  return (
    <div className={css.panel}>
      <h3 className={css.title}>By hand, at Rechat’s screen</h3>
      <p className={css.note}>
        This Rechat does not let rules be read or written from outside, so nothing can be pushed. Do the steps of the
        sheet at People → Lead Routing and tick them here.
      </p>
      <ul className={css.checks}>
        {open.map((words) => (
          <Check key={words} words={words} />
        ))}
        <Check isDone={sheet.every((step) => step.ticked)} words={tickedWords(sheet)} />
      </ul>
      {wrong.length > 0 && (
        <div role="alert" className={css.failure}>
          <p>Rechat shows something else. Nothing was settled:</p>
          <ul className={css.plainLines}>
            {wrong.map((words) => (
              <li key={words}>
                <Words of={sentence(words)} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {status.busy === 'checking_sheet' ? (
        <Reading what="Read back the sheet" />
      ) : (
        <div className={css.actions}>
          <Button onClick={() => window.print()}>
            <Sign of="file" /> Print the sheet
          </Button>
          <Button
            look="primary"
            disabled={!ticked || isOff || open.length > 0 || status.busy !== null}
            onClick={() => void check()}
          >
            Read back what is ticked
          </Button>
        </div>
      )}
      <p className={css.quiet}>
        Names, defaults, accounts and the number of rules are read back. What the rules say is taken on your word.
      </p>
    </div>
  );
}
