// The line under the leads: where the one in front is sent, and what can be done with it as a whole.
import { useState } from 'react';
import { catchKeyboard } from '../../parts/focus';
import { ChannelRow } from '../lead/ChannelRow';
import { keep, useLeads } from '../leads';
import { backToLead } from './backToLead';
import { LeadActions } from './LeadActions';
import css from './samples.module.css';
import { SaveForm } from './SaveForm';

export function LeadLine() {
  const front = useLeads((state) => state.tabs.front);
  const isDraft = useLeads(({ tabs }) => tabs.front !== null && tabs.drafts[tabs.front] !== undefined);
  const [namingOf, setNaming] = useState<string | null>(null);
  const close = () => {
    setNaming(null);
    catchKeyboard('[data-save-as]', '[data-lead][aria-checked="true"]');
  };
  return (
    <div className={css.line}>
      {isDraft && namingOf === front ? (
        <SaveForm onSave={(name) => void keep(name, null).then(backToLead)} onClose={close} />
      ) : (
        <>
          <ChannelRow />
          <LeadActions onName={() => setNaming(front)} />
        </>
      )}
    </div>
  );
}
