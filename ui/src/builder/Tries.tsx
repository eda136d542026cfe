import type { ConditionCheck } from '../ipc';
import { count } from '../frame/words';
import { Sign } from '../parts/icons';
import css from './builder.module.css';

/** What the channel's samples say of the condition; one that takes none or all of them is worth a look. */
export function Tries({ check }: { check: ConditionCheck }) {
  const { tries, matched } = check;
  if (check.problems.length > 0 || tries.length === 0) return null;
  const extent = matched === 0 ? 'nothing' : matched === tries.length ? 'everything' : null;
  return (
    <details className={css.tries} data-extent={extent}>
      <summary>
        {extent === 'nothing' && `Fits none of the ${count(tries.length, 'sample', 'samples')}`}
        {extent === 'everything' && `Fits ${tries.length === 1 ? 'the one sample' : `all ${tries.length} samples`}`}
        {extent === null && `Fits ${matched} of ${count(tries.length, 'sample', 'samples')}`}
      </summary>
      <ul>
        {tries.map((each) => (
          <li key={each.sample} data-passed={each.passed}>
            <Sign of={each.passed ? 'check' : 'cross'} />
            <span className="said">{each.passed ? 'yes: ' : 'no: '}</span>
            {each.name}
          </li>
        ))}
      </ul>
    </details>
  );
}
