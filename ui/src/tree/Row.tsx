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
  selected: boolean;
  path: OnPath | null;
  /** Of a match: what to mark in the name. */
  query: string;
  onShow: () => void;
  onToggle: () => void;
}

/** One drawn account. The keyboard is on the tree, which points here with `aria-activedescendant`. */
export function Row({ id, tree, row, top, place, siblings, open, active, selected, path, query, ...on }: Props) {
  const name = tree.name(row);
  const kind = kindOf(tree, row);
  const { agents, channels, away, inactive } = factsOf(tree, row);
  const level = at(tree.depth, row) + 1;
  return (
    // The keys of a tree item are the tree's.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="treeitem"
      aria-label={rowWords(tree, row)}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={open ?? undefined}
      aria-selected={selected}
      tabIndex={-1}
      data-account={tree.id(row)}
      data-active={active}
      className={classes(css.row, selected && css.selected, inactive && css.inactive)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 6 + (level - 1) * 18 }}
      onClick={on.onShow}
      onDoubleClick={open === null ? undefined : on.onToggle}
    >
      {/* The arrow is for the pointer; the keyboard has the arrow keys. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span
        className={classes(css.twist, open === true && css.open)}
        onClick={(event) => {
          if (open === null) return;
          event.stopPropagation();
          on.onToggle();
        }}
      >
        {open !== null && <Sign of="chevron" />}
      </span>
      <span className={classes(css.kind, path !== null && css.onPath)}>
        {kind === 'agent' ? (
          <Face name={name} initials={initialsOf(name)} chosen={path === 'agent'} />
        ) : (
          <KindIcon kind={kind} />
        )}
      </span>
      <span className={css.name} title={name}>
        {query === ''
          ? name
          : highlight(name, query).map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}
      </span>
      {inactive && <Badge>inactive</Badge>}
      {away && <Badge tone="warn">away</Badge>}
      {channels > 0 && <span className={css.channels}>{channels} ch</span>}
      {agents > 0 && <span className={css.agents}>{agents.toLocaleString('en-US')}</span>}
    </div>
  );
}
