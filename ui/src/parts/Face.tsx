import type { AccountKind, Face as FaceView } from '../ipc';
import { classes } from './classes';
import css from './Face.module.css';
import { KindIcon } from './icons';

interface Props {
  name: string;
  initials: string;
  kind?: AccountKind;
  weight?: number;
  /** On the lead's path. */
  chosen?: boolean;
  /** Left out of the pool this time. */
  out?: boolean;
  size?: 's' | 'm';
  title?: string;
}

/** One account as a small disc: initials for an agent, the kind's icon for a group of them. */
export function Face({ name, initials, kind = 'agent', weight = 1, chosen, out, size = 's', title }: Props) {
  const label = title ?? (weight > 1 ? `${name}, weight ${weight}` : name);
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={classes(css.face, css[size], chosen && css.chosen, out && css.out, kind !== 'agent' && css.group)}
    >
      {/* Initials are drawn, not written: nobody reads or says them instead of the name. */}
      {kind === 'agent' ? (
        <span aria-hidden className={css.initials} data-initials={initials} />
      ) : (
        <span aria-hidden>
          <KindIcon kind={kind} />
        </span>
      )}
    </span>
  );
}

interface StackProps {
  faces: readonly FaceView[];
  /** Agents in all, of whom `faces` are the first. */
  total: number;
  chosen?: string | undefined;
}

/** The first faces of a pool, overlapping, and how many more there are. */
export function Faces({ faces, total, chosen }: StackProps) {
  const more = faces.every((face) => face.kind === 'agent') ? total - faces.length : 0;
  return (
    <span className={css.stack}>
      {faces.map((face) => (
        <Face key={face.account} {...face} chosen={face.account === chosen} />
      ))}
      {more > 0 && <span className={css.more}>+{more.toLocaleString('en-US')}</span>}
    </span>
  );
}
