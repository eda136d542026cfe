import { useEffect } from 'react';
import { Button, IconButton } from '../parts/Button';
import { classes } from '../parts/classes';
import { Sign } from '../parts/icons';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { undo } from '../state/edit';
import { hushNotice } from '../state/notice';
import { useApp } from '../state/store';
import css from './NoticeLine.module.css';

const READING_TIME = 6000;

/** What just happened, seen for a moment and heard by screen readers. */
export function NoticeLine() {
  const notice = useApp((state) => state.notice);
  const isLast = useApp((state) => state.notice?.revision === state.edits.revision);
  useEffect(() => {
    if (notice?.tone !== 'plain') return;
    const timer = setTimeout(hushNotice, READING_TIME);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={css.place} role="status" aria-live={notice?.tone === 'fail' ? 'assertive' : 'polite'}>
      {notice && (
        <div key={notice.id} className={classes(css.notice, notice.tone === 'fail' && css.fail)}>
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
            <Button look="quiet" onClick={() => void undo(notice.revision)}>
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" onClick={hushNotice}>
            <Sign of="cross" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
