import { useId } from 'react';
import { AccountField } from './AccountField';
import css from './builder.module.css';
import { type ActionDraft, type ActionType, problemsAt } from './draft';
import { useEditor } from './editing';
import { ExpressionField } from './ExpressionField';
import { PoolEditor } from './PoolEditor';
import { Problems } from './Problems';

export const RULE_ACTIONS: readonly ActionType[] = [
  'specific_agent',
  'round_robin_all',
  'round_robin_pool',
  'first_to_claim',
  'custom',
];
export const FALLBACK_ACTIONS: readonly ActionType[] = ['inbox', 'specific_agent', 'round_robin_all', 'round_robin_pool'];

export const ACTION_WORDS: Readonly<Record<ActionType, string>> = {
  inbox: 'Leave in the inbox',
  specific_agent: 'Specific agent',
  round_robin_all: 'Round robin, all agents',
  round_robin_pool: 'Round robin, a pool',
  first_to_claim: 'First to claim',
  custom: 'Custom expression',
};

interface Props {
  action: ActionDraft;
  types: readonly ActionType[];
  onAction: (action: ActionDraft) => void;
}

/** Who gets the lead. Trying another kind keeps what the others were filled with. */
export function ActionEditor({ action, types, onAction }: Props) {
  const { problems } = useEditor();
  const said = useId();
  const change = (part: Partial<ActionDraft>) => onAction({ ...action, ...part });
  const wrong = (part: string) => {
    const invalid = problemsAt(problems, `then.${part}`, true).length > 0;
    return { invalid, describedBy: invalid ? said : undefined };
  };
  const shown = problemsAt(problems, 'then').filter(({ place }) => !place.startsWith('then.pool['));
  const pooled = action.type === 'round_robin_pool' || (action.type === 'first_to_claim' && !action.all);
  return (
    <div role="group" aria-label="Action" className={css.action}>
      <div className={css.row}>
        <select
          aria-label="Who gets the lead"
          className={css.operator}
          value={action.type}
          onChange={(event) => {
            const type = types.find((each) => each === event.target.value);
            if (type) change({ type });
          }}
        >
          {types.map((type) => (
            <option key={type} value={type}>
              {ACTION_WORDS[type]}
            </option>
          ))}
        </select>
        {action.type === 'specific_agent' && (
          <AccountField label="Agent" chosen={action.agent} only="agents" {...wrong('agent')} onChoose={(agent) => change({ agent })} />
        )}
        {action.type === 'first_to_claim' && <Claim action={action} {...wrong('window_minutes')} onChange={change} />}
      </div>
      {pooled && <PoolEditor members={action.members} {...wrong('pool')} onMembers={(members) => change({ members })} />}
      {action.type === 'custom' && (
        <ExpressionField expression={action.expression} missing={wrong('expression').describedBy} onExpression={(expression) => change({ expression })} />
      )}
      <Problems id={said} problems={shown} />
    </div>
  );
}

interface ClaimProps {
  action: ActionDraft;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (part: Partial<ActionDraft>) => void;
}

function Claim({ action, invalid, describedBy, onChange }: ClaimProps) {
  return (
    <>
      <select
        aria-label="Who is asked"
        className={css.operator}
        value={action.all ? 'all' : 'pool'}
        onChange={(event) => onChange({ all: event.target.value === 'all' })}
      >
        <option value="all">of all agents</option>
        <option value="pool">of a pool</option>
      </select>
      <span className={css.calm}>within</span>
      <input
        type="text"
        inputMode="numeric"
        aria-label="Minutes to claim"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={css.small}
        value={action.minutes}
        onChange={(event) => onChange({ minutes: event.target.value })}
      />
      <span className={css.calm}>minutes, else</span>
      <select
        aria-label="If nobody claims"
        className={css.operator}
        value={action.onTimeout}
        onChange={(event) => onChange({ onTimeout: event.target.value === 'fallback' ? 'fallback' : 'next_rule' })}
      >
        <option value="next_rule">the next rule</option>
        <option value="fallback">the fallback</option>
      </select>
    </>
  );
}
