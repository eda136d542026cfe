import type { FieldInfo, Problem, ValueShape, ValueSource } from '../ipc';
import { isAtEnd } from './blame';
import css from './builder.module.css';
import { DateField, NumberField, TextField, TimeField } from './fields';
import { PatternField } from './PatternField';
import { TextsField } from './TextsField';
import { type Limit, limitsOf, ofLimits, textsOf, WEEKDAYS } from './values';

export interface ValueProps {
  field: FieldInfo;
  value: ValueSource | null;
  invalid: boolean;
  describedBy: string | undefined;
  onValue: (value: ValueSource) => void;
}

interface Props extends Omit<ValueProps, 'invalid'> {
  shape: ValueShape;
  /** Of this value. */
  problems: readonly Problem[];
}

/** The editor for what an operator takes. */
export function ValueEditor({ shape, problems, ...rest }: Props) {
  const props = { ...rest, invalid: problems.length > 0 };
  switch (shape) {
    case 'nothing':
      return null;
    case 'text':
      return <TextField {...props} />;
    case 'pattern':
      return <PatternField {...props} />;
    case 'texts':
      return <TextsField {...props} />;
    case 'number':
      return <NumberField {...props} label="Number" limit={limitsOf(props.value)[0]} onLimit={props.onValue} />;
    case 'number_range':
      return <Range {...props} problems={problems} of={NumberField} low="At least" high="At most" joint="to" />;
    case 'date_range':
      return <Range {...props} problems={problems} of={DateField} low="From" high="Through" joint="through" />;
    case 'time_range':
      return <Range {...props} problems={problems} of={TimeField} low="From" high="Until" joint="until" />;
    case 'weekdays':
      return <Weekdays {...props} />;
  }
}

export interface LimitProps extends ValueProps {
  label: string;
  limit: Limit;
  onLimit: (limit: Limit) => void;
}

interface RangeProps extends ValueProps {
  problems: readonly Problem[];
  of: (props: LimitProps) => React.ReactNode;
  low: string;
  high: string;
  joint: string;
}

function Range({ of: End, problems, low, high, joint, ...props }: RangeProps) {
  const [from, to] = limitsOf(props.value);
  return (
    <>
      <End {...props} invalid={isAtEnd(problems, 0)} label={low} limit={from} onLimit={(limit) => props.onValue(ofLimits(limit, to))} />
      <span className={css.calm}>{joint}</span>
      <End {...props} invalid={isAtEnd(problems, 1)} label={high} limit={to} onLimit={(limit) => props.onValue(ofLimits(from, limit))} />
    </>
  );
}

const DAY_WORDS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };

function Weekdays({ value, invalid, describedBy, onValue }: ValueProps) {
  const chosen = new Set(textsOf(value));
  return (
    <span role="group" aria-label="Days" aria-describedby={describedBy} className={css.days} data-mistake={invalid}>
      {WEEKDAYS.map((day) => (
        <button
          key={day}
          type="button"
          className={css.switch}
          aria-pressed={chosen.has(day)}
          onClick={() => onValue(WEEKDAYS.filter((each) => (each === day) !== chosen.has(each)))}
        >
          {DAY_WORDS[day]}
        </button>
      ))}
    </span>
  );
}
