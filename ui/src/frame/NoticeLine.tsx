import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../parts/Button';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { undo } from '../state/edit';
import { hushNotice } from '../state/notice';
import { type State, useApp } from '../state/store';
import css from './NoticeLine.module.css';

const READING_TIME = 6000;

/**
 * What just happened, seen for a moment and heard by screen readers. Under a dialog nobody sees, hears or
 * reaches anything, so that an open one says it.
 */
export function NoticeLine({ of }: { of: 'window' | 'dialog' }) {
  const notice = useApp((state) => ((state.dialog === null) === (of === 'window') ? state.notice : null));
  return (
    <div className={css.place} role="status" aria-live={notice?.tone === 'fail' ? 'assertive' : 'polite'}>
      {notice && <Notice key={notice.id} notice={notice} />}
    </div>
  );
}

function Notice({ notice }: { notice: NonNullable<State['notice']> }) {
  const isLast = useApp((state) => notice.revision === state.edits.revision);
  const before = useRef<EventTarget>(null);
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (notice.tone !== 'plain' || isHeld) return;
    const timer = setTimeout(hushNotice, READING_TIME);
    return () => clearTimeout(timer);
  }, [notice, isHeld]);
  const onFocus = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget;
    hold(true);
  };
  /** The keyboard goes back to where it came from: what it is on goes away. */
  const leave = () => {
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return (
    // It only listens whether its buttons have the keyboard.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes(css.notice, notice.tone === 'fail' && css.fail)}
      onFocus={onFocus}
      onBlur={() => hold(false)}
    >
      <span>
        <Words of={sentence(notice.text)} />
        {notice.help !== undefined && (
          <span className={css.help}>
            {' '}
            <Words of={sentence(notice.help)} />
          </span>
        )}
      </span>
      {isLast && (
        <Button
          look="quiet"
          onClick={() => {
            leave();
            void undo(notice.revision);
          }}
        >
          Undo
        </Button>
      )}
      <IconButton
        label="Dismiss"
        onClick={() => {
          leave();
          hushNotice();
        }}
      >
        <Sign of="cross" />
      </IconButton>
    </div>
  );
}
