import { memo } from 'react';
import { Badge } from '../parts/Chip';
import { classes } from '../parts/classes';
import { Face } from '../parts/Face';
import { KindIcon, Sign } from '../parts/icons';
import { highlight } from './highlight';
import { at, kindOf, type Tree } from './model';
import type { OnPath } from './path';
import css from './Row.module.css';
import { factsOf, initialsOf, rowWords } from './words';

interface Props {
  id: string;
  tree: Tree;
  row: number;
  top: number;
  place: number;
  siblings: number;
  /** `null` where there is nothing to open. */
  open: boolean | null;
  active: boolean;
  /** It is what the board shows. */
  shown: boolean;
  picked: boolean;
  path: OnPath | null;
  /** Of a match: what to mark in the name. */
  query: string;
}

/** One drawn account. Keys and clicks are the tree's, which finds the row by `data-row`. */
export const Row = memo(function Row(props: Props) {
  const { id, tree, row, top, place, siblings, open, active, shown, picked, path, query } = props;
  const name = tree.name(row);
  const kind = kindOf(tree, row);
  const { agents, channels, away, inactive } = factsOf(tree, row);
  const level = at(tree.depth, row) + 1;
  return (
    <div
      id={id}
      role="treeitem"
      aria-label={rowWords(tree, row)}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={open ?? undefined}
      aria-selected={picked}
      aria-current={shown || undefined}
      tabIndex={-1}
      data-row={row}
      data-account={tree.id(row)}
      data-active={active}
      className={classes(css.row, shown && css.shown, picked && css.picked, inactive && css.inactive)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 6 + (level - 1) * 18 }}
    >
      {/* The arrow is for the pointer; the keyboard has the arrow keys. */}
      <span className={classes(css.twist, open === true && css.open)} data-twist={open === null ? undefined : ''}>
        {open !== null && <Sign of="chevron" />}
      </span>
      {/* Faces and figures are drawn for the eye; the row's name has them in words. */}
      <span aria-hidden className={classes(css.kind, path !== null && css.onPath)}>
        {kind === 'agent' ? (
          <Face name={name} initials={initialsOf(name)} chosen={path === 'agent'} />
        ) : (
          <KindIcon kind={kind} />
        )}
      </span>
      <bdi className={css.name} title={name}>
        {query === ''
          ? name
          : highlight(name, query).map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}
      </bdi>
      {inactive && <Badge>inactive</Badge>}
      {away && <Badge tone="warn">away</Badge>}
      {channels > 0 && <span aria-hidden className={css.channels} data-figure={`${channels} ch`} />}
      {agents > 0 && <span aria-hidden className={css.agents} data-figure={agents.toLocaleString('en-US')} />}
    </div>
  );
});
