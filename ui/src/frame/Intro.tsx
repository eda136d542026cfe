import { IconButton } from '../parts/Button';
import { Sign } from '../parts/icons';
import { Kbd } from '../parts/Kbd';
import { showDialog } from '../state/notice';
import css from './Intro.module.css';
import { showIntro, useIntro } from './introduction';

/** What the three columns are and what to do first, in room that nothing else needs. */
export function Intro() {
  if (!useIntro()) return null;
  return (
    <section className={css.intro} aria-labelledby="intro">
      <div className={css.head}>
        <h2 id="intro" className={css.title}>
          How Switchyard works
        </h2>
        <IconButton
          label="Close the introduction"
          title="Close; the Book menu has it again"
          onClick={() => {
            showIntro(false);
            document.querySelector<HTMLElement>('[data-column="tree"] [data-entry]')?.focus();
          }}
        >
          <Sign of="cross" />
        </IconButton>
      </div>
      <dl className={css.columns}>
        <dt>Left</dt>
        <dd>The offices and agents. Drag them onto rules.</dd>
        <dt>Middle</dt>
        <dd>An account’s channels. The first rule that matches takes the lead.</dd>
        <dt>Right</dt>
        <dd>A lead, where it lands, and why.</dd>
      </dl>
      <div className={css.first}>
        <button type="button" className={css.link} onClick={() => showDialog('connect-rechat')}>
          Connect to Rechat
        </button>
        <button type="button" className={css.link} onClick={() => showDialog('open-book')}>
          Open a book
        </button>
        <button type="button" className={css.link} onClick={() => showDialog('shortcuts')}>
          Key commands <Kbd keys="?" />
        </button>
      </div>
    </section>
  );
}
