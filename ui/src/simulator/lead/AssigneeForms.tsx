// The agents a web site names itself: one line while the form is short, all their keys in full.
import { Button, IconButton } from '../../parts/Button';
import { catchKeyboard } from '../../parts/focus';
import { Sign } from '../../parts/icons';
import {
  addAssignee,
  ASSIGNEE_KEYS,
  countAssignees,
  readAssignee,
  removeAssignee,
  writeAssignee,
} from './assignees';
import { ASSIGNEE_FACES, FIELD_FACES } from './fields';
import { FieldCell } from './FieldCell';
import type { Node } from './jsonText';
import css from './lead.module.css';
import { readField, writeField } from './payload';

interface Props {
  root: Node;
  isLocked: boolean;
  isShort: boolean;
  onLead: (write: (lead: string) => string) => void;
  onOpen: () => void;
}

export function AssigneeForms({ root, isLocked, isShort, onLead, onOpen }: Props) {
  const count = countAssignees(root);
  if (isShort) {
    return (
      <button type="button" className={`${css.cellButton ?? ''} ${css.wide ?? ''}`} onClick={onOpen}>
        <span className={css.label}>asks for</span>
        <span className={css.words}>{inOneLine(root, count ?? 0)}</span>
      </button>
    );
  }
  const removeAt = (index: number) => {
    onLead((lead) => removeAssignee(lead, index));
    catchKeyboard(`[data-remove="${index - 1}"]`, '[data-add-assignee]');
  };
  return (
    <div role="group" aria-label="Assignees" className={css.group}>
      <h3 className={css.groupTitle}>Assignees</h3>
      {count === null && <p className={css.aside}>The JSON holds something else than a list here.</p>}
      {Array.from({ length: count ?? 0 }, (_, index) => (
        <div key={index} role="group" aria-label={`Assignee ${index + 1}`} className={css.assignee}>
          {ASSIGNEE_KEYS.map((key) => (
            <FieldCell
              key={key}
              face={ASSIGNEE_FACES[key]}
              value={readAssignee(root, index, key)}
              isLocked={isLocked}
              onText={(text) => onLead((lead) => writeAssignee(lead, index, key, text))}
            />
          ))}
          <IconButton
            label={`Remove assignee ${index + 1}`}
            className={css.remove}
            disabled={isLocked}
            data-remove={index}
            onClick={() => removeAt(index)}
          >
            <Sign of="cross" />
          </IconButton>
        </div>
      ))}
      <FieldCell
        face={FIELD_FACES.agent_mlsid}
        value={readField(root, 'agent_mlsid')}
        isLocked={isLocked}
        isWide
        onText={(text) => onLead((lead) => writeField(lead, 'agent_mlsid', text))}
      />
      <Button
        look="quiet"
        className={css.addAssignee}
        data-add-assignee
        disabled={isLocked || count === null}
        onClick={() => onLead(addAssignee)}
      >
        <Sign of="plus" />
        Add an assignee
      </Button>
    </div>
  );
}

function inOneLine(root: Node, count: number): string {
  const named = Array.from({ length: count }, (_, index) => {
    const told = ASSIGNEE_KEYS.filter((key) => key !== 'mls').map((key) =>
      readAssignee(root, index, key).text.trim(),
    );
    const [email, phone, first, last, mlsId] = told;
    return (
      [email, `${first ?? ''} ${last ?? ''}`.trim(), phone, mlsId].find((text) => text !== '') ?? 'nobody yet'
    );
  });
  const flat = readField(root, 'agent_mlsid').text.trim();
  return [...named, ...(flat === '' ? [] : [`MLS id ${flat}`])].join(', ');
}
