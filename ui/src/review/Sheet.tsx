import type { SheetStep } from '../ipc';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { tickSheetStep } from '../state/rechat';
import { useApp } from '../state/store';
import css from './Sheet.module.css';
import { tickedWords } from './words';

/** The plan as steps for a person at Rechat's screen; it prints as a sheet of its own. */
export function Sheet({ sheet, isBusy }: { sheet: readonly SheetStep[]; isBusy: boolean }) {
  const brokerage = useApp((state) => state.opened?.title ?? '');
  if (sheet.length === 0) return null;
  return (
    <section className={css.sheet} aria-label="Change sheet" data-print>
      <div className={css.head}>
        <h3 className={css.title}>
          Change sheet<span className={css.printed}>
            {' '}
            for <bdi>{brokerage}</bdi>
          </span>
        </h3>
        <span className={css.count} role="status">
          {tickedWords(sheet)}
        </span>
      </div>
      <p className={css.note}>
        To be done at Rechat’s Lead Routing screen, from top to bottom. Tick what you have done. Rechat does not show its
        rules here: they are taken to be what this mirror last knew of them, so look before you change one.
      </p>
      <ol className={css.steps}>
        {sheet.map((step) => (
          <li key={step.id}>
            <label className={css.step} data-ticked={step.ticked}>
              <input
                type="checkbox"
                checked={step.ticked}
                disabled={isBusy}
                onChange={({ target }) => void tickSheetStep(step.id, target.checked)}
              />
              <span className={css.number}>{step.number}</span>
              <span className={css.words}>
                <Words of={sentence(step.words)} />
              </span>
              {!step.can_be_read_back && <span className={css.onWord}>on your word</span>}
              {step.in_full.map((text) => (
                <span key={text} className={css.inFull}>
                  <Words of={text} />
                </span>
              ))}
            </label>
          </li>
        ))}
      </ol>
    </section>
  );
}
