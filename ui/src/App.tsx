import { useApp } from './state/store';

export function App() {
  const title = useApp((state) => state.opened?.title ?? 'Switchyard');
  return <h1>{title}</h1>;
}
