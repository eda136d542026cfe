import type { ConditionView } from '../../ipc';
import { classes } from '../../parts/classes';
import { Sign } from '../../parts/icons';
import { Words } from '../../parts/Words';
import css from './trace.module.css';

/** Every test of a rule with what the lead says, nested as the rule is. */
export function ConditionTree({ condition }: { condition: ConditionView }) {
  return (
    <ul className={css.tests} aria-label="Condition">
      <Branch condition={condition} />
    </ul>
  );
}

const GROUPS = { all: 'all of these', any: 'any of these', not: 'not this' } as const;

function Branch({ condition }: { condition: ConditionView }) {
  if (condition.kind === 'test') {
    const { passed, full, actual } = condition;
    return (
      <li className={css.test} data-passed={passed}>
        <Mark passed={passed} />
        <span>
          <Words of={full} />
          {actual !== null && actual !== full && (
            <span className={css.actual}>
              <Words of={actual} />
            </span>
          )}
        </span>
      </li>
    );
  }
  const parts = condition.kind === 'not' ? [condition.part] : condition.parts;
  return (
    <li className={css.branch} data-passed={condition.passed}>
      <span className={css.test} data-passed={condition.passed}>
        <Mark passed={condition.passed} />
        <span>{parts.length === 0 ? EMPTY_GROUPS[condition.kind] : GROUPS[condition.kind]}</span>
      </span>
      <ul className={css.tests}>
        {parts.map((part, index) => (
          <Branch key={index} condition={part} />
        ))}
      </ul>
    </li>
  );
}

const EMPTY_GROUPS = {
  all: 'all of nothing, which is true',
  any: 'any of nothing, which is false',
  not: 'not',
} as const;

function Mark({ passed }: { passed: boolean | null }) {
  if (passed === null) return null;
  return (
    <span className={classes(css.mark, passed ? css.passed : css.failed)}>
      <Sign of={passed ? 'check' : 'cross'} />
      <span className="said">{passed ? 'passes: ' : 'fails: '}</span>
    </span>
  );
}
