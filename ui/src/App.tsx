import { Suspense } from 'react';
import css from './App.module.css';
import { BoardPanel } from './board/BoardPanel';
import { Boundary } from './frame/Boundary';
import { Columns } from './frame/Columns';
import { Footer } from './frame/Footer';
import { Header } from './frame/Header';
import { NoticeLine } from './frame/NoticeLine';
import { StartupFailure } from './frame/Startup';
import { useShortcuts } from './frame/useShortcuts';
import { HistoryView, OpenDialog, ReviewView } from './later';
import { InEveryDialog } from './parts/Dialog';
import { useRechat } from './rechat/useRechat';
import { SimulatorPanel } from './simulator/SimulatorPanel';
import { useApp } from './state/store';
import { TreePanel } from './tree/TreePanel';

export function App() {
  useShortcuts();
  useRechat();
  const failure = useApp((state) => (state.phase === 'failed' ? state.failure : null));
  const isStarting = useApp((state) => state.phase === 'starting');
  const view = useApp((state) => state.view);
  if (isStarting) return null;
  return (
    <div className={css.window}>
      <Header />
      {failure ? (
        <StartupFailure error={failure} />
      ) : (
        <Boundary>
          <Suspense>
            {view === 'history' && <HistoryView />}
            {view === 'review' && <ReviewView />}
          </Suspense>
          {view === 'board' && (
            <Columns tree={<TreePanel />} board={<BoardPanel />} simulator={<SimulatorPanel />} />
          )}
        </Boundary>
      )}
      <Footer />
      <NoticeLine of="window" />
      <InEveryDialog value={<NoticeLine of="dialog" />}>
        <Suspense>
          <OpenDialog />
        </Suspense>
      </InEveryDialog>
    </div>
  );
}
