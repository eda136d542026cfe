import { AssigneeForms } from './AssigneeForms';
import { countAssignees } from './assignees';
import { CapturedRow } from './CapturedRow';
import { FEW, FIELD_FACES, money, REST } from './fields';
import { FieldCell } from './FieldCell';
import type { Node } from './jsonText';
import css from './lead.module.css';
import { NameCell } from './NameCell';
import { type FieldId, readField, writeField } from './payload';

interface Props {
  /** The lead's own object; only read. */
  root: Node;
  capturedAt: string;
  /** The JSON cannot be read, so nothing can be written into it. */
  isLocked: boolean;
  showsAll: boolean;
  onOpen: () => void;
  onCaptured: (moment: string) => void;
  onLead: (write: (lead: string) => string) => void;
}

export function LeadForm({ root, capturedAt, isLocked, showsAll, onOpen, onCaptured, onLead }: Props) {
  const cell = (id: FieldId) => (
    <FieldCell
      key={id}
      face={FIELD_FACES[id]}
      value={readField(root, id)}
      isLocked={isLocked}
      shownAs={id === 'price' ? money : undefined}
      onText={(text) => onLead((lead) => writeField(lead, id, text))}
    />
  );
  const assignees = (
    <AssigneeForms root={root} isLocked={isLocked} isShort={!showsAll} onLead={onLead} onOpen={onOpen} />
  );
  return (
    <div className={css.form} role="group" aria-label="The lead’s fields">
      <NameCell root={root} isLocked={isLocked} onLead={onLead} />
      {FEW.map(cell)}
      <CapturedRow capturedAt={capturedAt} onCaptured={onCaptured} />
      {showsAll &&
        REST.map(({ title, fields }) => (
          <div key={title} role="group" aria-label={title} className={css.group}>
            <h3 className={css.groupTitle}>{title}</h3>
            {fields.map(cell)}
          </div>
        ))}
      {(showsAll || (countAssignees(root) ?? 0) > 0 || readField(root, 'agent_mlsid').text !== '') &&
        assignees}
    </div>
  );
}
