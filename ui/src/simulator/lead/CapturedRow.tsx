import { useState } from 'react';
import { Button } from '../../parts/Button';
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

/** When the lead was captured: in words, and in native inputs once asked. */
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
  const take = (part: 'date' | 'time' | 'offset', value: string) => {
    const next = withPart(captured, part, value);
    if (next) onCaptured(writeCaptured(next));
  };
  return (
    <>
      <input
        type="date"
        aria-label="Date"
        className={css.native}
        value={captured.date}
        onChange={(event) => take('date', event.target.value)}
      />
      <input
        type="time"
        aria-label="Time"
        className={css.native}
        value={captured.time}
        onChange={(event) => take('time', event.target.value)}
      />
      <select
        aria-label="Offset from UTC"
        className={css.native}
        value={captured.offset}
        onChange={(event) => take('offset', event.target.value)}
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
