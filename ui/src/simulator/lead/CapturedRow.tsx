import { useState } from 'react';
import { readDate, readTime } from '../../builder/values';
import { Button } from '../../parts/Button';
import { Field } from '../../parts/Field';
import { useApp } from '../../state/store';
import {
  capturedInWords,
  capturedInZone,
  capturedNow,
  OFFSETS,
  readCaptured,
  withPart,
  writeCaptured,
} from './captured';
import css from './lead.module.css';

interface Props {
  capturedAt: string;
  onCaptured: (moment: string) => void;
}

/** When the lead was captured: in words, and in fields once asked. */
export function CapturedRow({ capturedAt, onCaptured }: Props) {
  const [isOpen, setOpen] = useState(false);
  const zone = useApp((state) =>
    state.lead ? state.channels[state.lead.channel]?.board.time_zone : undefined,
  );
  const captured = readCaptured(capturedAt);
  const there = captured && zone !== undefined ? capturedInZone(captured, zone) : null;
  return (
    <div className={css.captured}>
      <button
        type="button"
        className={css.cellButton}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={css.label}>captured</span>
        <span className={css.words}>{captured ? capturedInWords(captured) : capturedAt}</span>
      </button>
      {isOpen && (
        <div className={css.moment}>
          {captured ? (
            <MomentInputs captured={captured} onCaptured={onCaptured} />
          ) : (
            <p className={css.aside}>This is not a moment the form can read.</p>
          )}
          <Button look="quiet" className={css.now} onClick={() => onCaptured(capturedNow(new Date(), zone))}>
            Now
          </Button>
        </div>
      )}
      {there !== null && (
        <p className={css.aside}>
          On the channel’s clock ({zone}): {there}
        </p>
      )}
    </div>
  );
}

function MomentInputs({
  captured,
  onCaptured,
}: {
  captured: NonNullable<ReturnType<typeof readCaptured>>;
  onCaptured: (moment: string) => void;
}) {
  const offsets = OFFSETS.some((offset) => offset === captured.offset)
    ? OFFSETS
    : [...OFFSETS, captured.offset];
  const takeOffset = (value: string) => {
    const next = withPart(captured, 'offset', value);
    if (next) onCaptured(writeCaptured(next));
  };
  // As people type them: WebKitGTK's own field takes no whole date at once.
  const keep = (part: 'date' | 'time', read: (text: string) => string | null, wrong: string) => (text: string) => {
    const value = read(text);
    const next = value === null ? null : withPart(captured, part, value);
    if (next === null) return wrong;
    onCaptured(writeCaptured(next));
    return null;
  };
  return (
    <>
      <Field label="Date" value={captured.date} width={11} onKeep={keep('date', readDate, 'No such day. Try 2026-12-24.')} />
      <Field label="Time" value={captured.time} width={6} onKeep={keep('time', readTime, 'No such time. Try 18:00.')} />
      <select
        aria-label="Offset from UTC"
        className={css.native}
        value={captured.offset}
        onChange={(event) => takeOffset(event.target.value)}
      >
        {offsets.map((offset) => (
          <option key={offset} value={offset}>
            UTC{offset.replace('-', '−')}
          </option>
        ))}
      </select>
    </>
  );
}
