import { type ReactNode, useId } from 'react';
import { valueProblems } from './blame';
import css from './builder.module.css';
import type { Test } from './condition';
import { problemsAt } from './draft';
import { useEditor } from './editing';
import { Problems } from './Problems';
import { ValueEditor } from './ValueEditor';
import { fieldOf, isBlank, operatorOf, withField, withOperator } from './values';

interface Props {
  test: Test;
  unit: number;
  place: string;
  tools: ReactNode;
  onTest: (test: Test) => void;
}

/** One test: the field, an operator that is legal for it, and the value that operator takes. */
export function TestRow({ test, unit, place, tools, onTest }: Props) {
  const { table, problems, tried } = useEditor();
  const said = useId();
  const field = fieldOf(table, test.field);
  const operator = operatorOf(field, test.op);
  // What nobody has typed yet is not wrong until a save is asked for.
  const here = place === '' ? 'when' : `when.${place}`;
  const shown = isBlank(test.value) && !tried ? [] : problemsAt(problems, here);
  const ofValue = problemsAt(shown, `${here}.value`);
  const told = [...shown.filter((problem) => !ofValue.includes(problem)), ...valueProblems(ofValue, operator?.takes ?? 'nothing', test.value)];
  return (
    <div className={css.test} data-node={unit}>
      <div className={css.row}>
        <select
          aria-label="Field"
          className={css.field}
          value={test.field}
          onChange={(event) => onTest(withField(table, test, event.target.value))}
        >
          {!field && <option value={test.field}>{test.field}</option>}
          {table.map(({ name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
        <select
          aria-label="Operator"
          className={css.operator}
          value={test.op}
          onChange={(event) => onTest(withOperator(table, test, event.target.value))}
        >
          {!operator && <option value={test.op}>{test.op}</option>}
          {field?.operators.map(({ name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
        {field && operator && (
          <ValueEditor
            key={operator.takes}
            field={field}
            shape={operator.takes}
            value={test.value}
            problems={ofValue}
            describedBy={shown.length > 0 ? said : undefined}
            onValue={(value) => onTest({ ...test, value })}
          />
        )}
      </div>
      <span className={css.tools}>{tools}</span>
      <Problems id={said} problems={told} />
    </div>
  );
}
