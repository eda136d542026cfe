import { useId, useLayoutEffect, useRef } from 'react';
import type { FollowUpSource, Problem } from '../ipc';
import { Button, IconButton } from '../parts/Button';
import { Sign } from '../parts/icons';
import { AccountField } from './AccountField';
import css from './builder.module.css';
import { type FollowUpDraft, newFollowUp, problemsAt } from './draft';
import { useEditor } from './editing';
import { Problems } from './Problems';

const TYPES: { type: FollowUpSource['type']; words: string; asks: string }[] = [
  { type: 'task', words: 'Task', asks: 'What is to be done' },
  { type: 'tag', words: 'Tag', asks: 'Tag' },
  { type: 'notify', words: 'Notify', asks: 'Whom' },
  { type: 'flow', words: 'Flow', asks: 'Name of the flow' },
];

interface Props {
  steps: readonly FollowUpDraft[];
  onSteps: (steps: readonly FollowUpDraft[]) => void;
}

export function FollowUpEditor({ steps, onSteps }: Props) {
  const { problems } = useEditor();
  const place = useRef<HTMLDivElement>(null);
  const focusNext = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (focusNext.current === null) return;
    const fields = [...(place.current?.querySelectorAll<HTMLElement>('li > select') ?? [])];
    (fields[focusNext.current] ?? fields.at(-1) ?? place.current?.querySelector('button'))?.focus();
    focusNext.current = null;
  }, [steps]);
  const change = (id: number, part: Partial<FollowUpDraft>) =>
    onSteps(steps.map((step) => (step.id === id ? { ...step, ...part } : step)));
  const removeAt = (index: number) => {
    focusNext.current = index;
    onSteps(steps.toSpliced(index, 1));
  };
  return (
    <div ref={place} role="group" aria-label="Follow-ups" className={css.action}>
      {steps.length > 0 && (
        <ul className={css.members}>
          {steps.map((step, index) => (
            <li key={step.id} className={css.step}>
              <Step
                step={step}
                problems={problemsAt(problems, `follow_up[${index}]`)}
                onStep={(part) => change(step.id, part)}
                onRemove={() => removeAt(index)}
              />
            </li>
          ))}
        </ul>
      )}
      <Button
        look="quiet"
        className={css.add}
        onClick={() => {
          focusNext.current = steps.length;
          onSteps([...steps, newFollowUp('task')]);
        }}
      >
        <Sign of="plus" /> Follow-up
      </Button>
    </div>
  );
}

interface StepProps {
  step: FollowUpDraft;
  problems: readonly Problem[];
  onStep: (part: Partial<FollowUpDraft>) => void;
  onRemove: () => void;
}

function Step({ step, problems, onStep, onRemove }: StepProps) {
  const said = useId();
  const isLate = (place: string) => place.endsWith('.due_minutes');
  const late = problems.some(({ place }) => isLate(place));
  const unsaid = problems.some(({ place }) => !isLate(place));
  const asks = TYPES.find(({ type }) => type === step.type)?.asks ?? '';
  return (
    <>
      <select
        aria-label="Follow-up"
        className={css.operator}
        value={step.type}
        onChange={(event) => {
          const kind = TYPES.find(({ type }) => type === event.target.value);
          if (kind) onStep({ type: kind.type });
        }}
      >
        {TYPES.map(({ type, words }) => (
          <option key={type} value={type}>
            {words}
          </option>
        ))}
      </select>
      {step.type === 'notify' ? (
        <AccountField label={asks} chosen={step.account} only="all" anywhere invalid={unsaid} describedBy={said} onChoose={(account) => onStep({ account })} />
      ) : (
        <input
          type="text"
          aria-label={asks}
          aria-invalid={unsaid}
          aria-describedby={said}
          placeholder={asks}
          className={css.value}
          value={step.text}
          onChange={(event) => onStep({ text: event.target.value })}
        />
      )}
      {step.type === 'task' && (
        <>
          <span className={css.calm}>due in</span>
          <input
            type="text"
            inputMode="numeric"
            aria-label="Due in minutes"
            aria-invalid={late}
            aria-describedby={said}
            className={css.small}
            value={step.minutes}
            onChange={(event) => onStep({ minutes: event.target.value })}
          />
          <span className={css.calm}>minutes</span>
        </>
      )}
      <IconButton label="Remove this follow-up" onClick={onRemove}>
        <Sign of="cross" />
      </IconButton>
      <Problems id={said} problems={problems} />
    </>
  );
}
