import { Button } from '../../parts/Button';
import { useApp } from '../../state/store';
import { bringBack, forget, keep, takeBack, useLeads } from '../leads';
import { backToLead } from './backToLead';
import css from './samples.module.css';

/** Keep the lead in front, take it back, forget it. */
export function LeadActions({ onName }: { onName: () => void }) {
  const { front, fresh, drafts, dropped } = useLeads((state) => state.tabs);
  const sample = useApp((state) => state.samples.find(({ id }) => id === front));
  const isReadable = useLeads((state) => state.problem === null);
  const isNew = front !== null && fresh.includes(front);
  const isDraft = front !== null && drafts[front] !== undefined;
  const isOwn = sample !== undefined && !sample.shipped;
  if (!isDraft && !isOwn && !dropped) return null;
  return (
    <div className={css.actions}>
      {isDraft && (
        <Button look="quiet" onClick={() => void takeBack().then(backToLead)}>
          {isNew ? 'Discard' : 'Reset'}
        </Button>
      )}
      {dropped && (
        <Button look="quiet" onClick={() => void bringBack().then(backToLead)}>
          {isDraft || isOwn ? 'Bring back' : 'Bring back what was typed'}
        </Button>
      )}
      {!isDraft && isOwn && (
        <Button look="quiet" onClick={() => void forget(sample.id).then(backToLead)}>
          Delete sample
        </Button>
      )}
      {isDraft && isOwn && (
        <Button look="quiet" disabled={!isReadable} onClick={() => void keep(sample.name, sample.id).then(backToLead)}>
          Save
        </Button>
      )}
      {isDraft && (
        <Button
          look="quiet"
          data-save-as
          disabled={!isReadable}
          title={isReadable ? undefined : 'A sample needs JSON that can be read'}
          onClick={onName}
        >
          {isOwn ? 'Save as new' : 'Save as sample'}
        </Button>
      )}
    </div>
  );
}
