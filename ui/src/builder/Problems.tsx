import type { Problem } from '../ipc';
import { sentence } from '../parts/States';
import css from './builder.module.css';

/** What is wrong with the field above. */
export function Problems({ id, problems }: { id?: string; problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <p id={id} role="alert" className={css.problem}>
      {problems.map(({ message, help }) => (help === null ? sentence(message) : `${sentence(message)} ${sentence(help)}`)).join(' ')}
    </p>
  );
}
