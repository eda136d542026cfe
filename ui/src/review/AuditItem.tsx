import type { AuditEntry } from '../ipc';
import { timeWords } from '../history/words';
import { Button } from '../parts/Button';
import { Badge } from '../parts/Chip';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { goBackBefore } from '../state/rechat';
import css from './ReviewView.module.css';
import { auditWords, callWords, OUTCOME_WORDS } from './words';

export function AuditItem({ entry }: { entry: AuditEntry }) {
  const { push, began_at, who, api, outcome, changes, calls } = entry;
  const when = timeWords(began_at);
  return (
    <li className={css.entry}>
      <details>
        <summary className={css.summary}>
          <span className={css.entryHead}>
            <time dateTime={began_at}>{when}</time>
            <Badge tone={outcome === 'done' ? 'plain' : 'warn'}>{OUTCOME_WORDS[outcome]}</Badge>
          </span>
          <span className={css.quiet}>
            <bdi>{who}</bdi> · {auditWords(entry)}
          </span>
        </summary>
        <ul className={css.plainLines}>
          {changes.map((words, index) => (
            <li key={index}>
              <Words of={sentence(words)} />
            </li>
          ))}
        </ul>
        <ul className={css.calls}>
          {calls.map((call, index) => (
            <li key={index}>
              <Words of={callWords(call)} />
            </li>
          ))}
          <li>to {api}</li>
        </ul>
      </details>
      {outcome !== 'under_way' && (
        <Button
          look="quiet"
          className={css.again}
          title="Makes the draft what it was before this push, to be reviewed and pushed; one undo takes that back"
          aria-label={`Return to the version before the push of ${when}`}
          onClick={() => void goBackBefore(push, `the push of ${when}`)}
        >
          Return to the version before
        </Button>
      )}
    </li>
  );
}
