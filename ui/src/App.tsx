import { Columns } from './frame/Columns';
import { Footer } from './frame/Footer';
import { Header } from './frame/Header';
import { NoticeLine } from './frame/NoticeLine';
import { useShortcuts } from './frame/useShortcuts';
import css from './App.module.css';
import { TreePanel } from './tree/TreePanel';

export function App() {
  useShortcuts();
  return (
    <div className={css.window}>
      <Header />
      <Columns tree={<TreePanel />} board={null} simulator={null} />
      <Footer />
      <NoticeLine />
    </div>
  );
}
