import { IconButton } from '../parts/Button';
import { Kbd } from '../parts/Kbd';
import { Mark, Sign } from '../parts/icons';
import { isolating } from '../parts/direction';
import { Menu } from '../parts/Menu';
import { Words } from '../parts/Words';
import { Brokerages } from '../rechat/Brokerages';
import { redo, undo } from '../state/edit';
import { showDialog, showView } from '../state/notice';
import { type State, useApp } from '../state/store';
import css from './Header.module.css';
import { introduce } from './introduction';
import { toggleTheme, useTheme } from './theme';
import { count as counted } from './words';

export function Header() {
  const title = useApp((state) => state.opened?.title);
  const open = useApp((state) => state.phase === 'open');
  const unsent = useApp(({ rechat: { status } }) => status?.my_changes ?? 0);
  const scheme = useTheme();
  return (
    <header className={css.header}>
      <h1 className={css.brand}>
        <Mark />
        <span className={css.title} title={title}>
          {title ?? 'Switchyard'}
        </span>
      </h1>
      {open && <Brokerages />}
      {open && (
        <nav aria-label="Views" className={css.views}>
          <View name="Board" keys="Ctrl+1" view="board" />
          <View name="Review" keys="Ctrl+2" view="review" count={unsent} />
          <View name="History" keys="Ctrl+3" view="history" />
        </nav>
      )}
      <span className={css.gap} />
      {open && (
        <>
          <button type="button" className={css.command} onClick={() => showDialog('palette')}>
            <Sign of="search" />
            <span className={css.hint}>Search or run a command</span>
            <Kbd keys="Ctrl+K" />
          </button>
          <History />
          <Menu
            label="Book"
            icon={<Sign of="file" />}
            items={[
              { label: 'Open a book…', run: () => showDialog('open-book') },
              { label: 'Export the book…', run: () => showDialog('export-book') },
              { label: 'How Switchyard works', parted: true, run: introduce },
              { label: 'Key commands', keys: '?', run: () => showDialog('shortcuts') },
            ]}
          />
        </>
      )}
      <IconButton label={scheme === 'dark' ? 'Use light colours' : 'Use dark colours'} onClick={toggleTheme}>
        <Sign of={scheme === 'dark' ? 'sun' : 'moon'} />
      </IconButton>
    </header>
  );
}

interface ViewProps {
  name: string;
  keys: string;
  view: State['view'];
  /** Of things that wait there. */
  count?: number;
}

function View({ name, keys, view, count = 0 }: ViewProps) {
  const shown = useApp((state) => state.view === view);
  return (
    <button
      type="button"
      className={css.view}
      title={`${name} (${keys})`}
      aria-current={shown ? 'page' : undefined}
      onClick={() => showView(view)}
    >
      {name}
      {count > 0 && (
        <>
          <span className={css.waiting} aria-hidden>
            {count.toLocaleString('en-US')}
          </span>
          <span className="said">, {counted(count, 'change', 'changes')} not pushed</span>
        </>
      )}
    </button>
  );
}

/** Undo and redo, each saying what it would do. */
function History() {
  const edits = useApp((state) => state.edits);
  return (
    <div className={css.history} role="group" aria-label="History">
      <button
        type="button"
        className={css.step}
        disabled={edits.undo === null}
        onClick={() => void undo()}
        title={edits.undo === null ? 'Nothing to undo' : `Undo: ${isolating(edits.undo)} (Ctrl+Z)`}
        aria-label={edits.undo === null ? 'Undo' : `Undo: ${edits.undo}`}
      >
        <Sign of="undo" />
        <span className={css.what}>
          <Words of={edits.undo ?? 'Undo'} />
        </span>
      </button>
      <IconButton
        label={edits.redo === null ? 'Redo' : `Redo: ${edits.redo}`}
        title={edits.redo === null ? 'Nothing to redo' : `Redo: ${isolating(edits.redo)} (Ctrl+Shift+Z)`}
        disabled={edits.redo === null}
        onClick={() => void redo()}
      >
        <Sign of="redo" />
      </IconButton>
    </div>
  );
}
