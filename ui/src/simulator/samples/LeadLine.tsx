// The line under the leads: where the one in front is sent, and what can be done with it as a whole.
import { useState } from 'react';
import { ChannelRow } from '../lead/ChannelRow';
import { keep, useLeads } from '../leads';
import { LeadActions } from './LeadActions';
import css from './samples.module.css';
import { SaveForm } from './SaveForm';

export function LeadLine() {
  const front = useLeads((state) => state.tabs.front);
  const isDraft = useLeads(({ tabs }) => tabs.front !== null && tabs.drafts[tabs.front] !== undefined);
  const [namingOf, setNaming] = useState<string | null>(null);
  return (
    <div className={css.line}>
      {isDraft && namingOf === front ? (
        <SaveForm onSave={(name) => void keep(name, null)} onClose={() => setNaming(null)} />
      ) : (
        <>
          <ChannelRow />
          <LeadActions onName={() => setNaming(front)} />
        </>
      )}
    </div>
  );
}
