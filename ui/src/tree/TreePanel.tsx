import { type KeyboardEvent, useRef } from 'react';
import { Intro } from '../frame/Intro';
import { accountMath, count } from '../frame/words';
import { Sign } from '../parts/icons';
import { EmptyState } from '../parts/States';
import { showAccount } from '../state/show';
import { useApp } from '../state/store';
import type { Tree } from './model';
import { PickedBar } from './PickedBar';
import css from './TreePanel.module.css';
import { TreeView, type TreeViewHandle } from './TreeView';
import { useSearch } from './useSearch';

export function TreePanel() {
  const tree = useApp((state) => state.tree);
  const counts = useApp((state) => state.opened?.counts);
  return (
    <>
      {tree && <Accounts tree={tree} />}
      {tree && <PickedBar tree={tree} />}
      {tree && <Intro />}
      <p className={css.math}>{counts && accountMath(counts)}</p>
    </>
  );
}

function Accounts({ tree }: { tree: Tree }) {
  const search = useSearch(tree);
  const view = useRef<TreeViewHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const none = search.matches?.length === 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && search.query !== '') {
      event.preventDefault();
      search.setQuery('');
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      view.current?.enter();
    } else if (event.key === 'Enter') {
      void search.first().then((row) => {
        if (row !== undefined) void showAccount(tree.id(row));
      });
    }
  };
  return (
    <>
      <div className={css.find}>
        <Sign of="search" />
        <input
          ref={field}
          type="search"
          className={css.field}
          placeholder="Find a name or e-mail"
          dir="auto"
          aria-label="Find an account, agent or e-mail"
          aria-describedby="found"
          autoComplete="off"
          spellCheck={false}
          value={search.query}
          onChange={(event) => {
            // Laid out now and by itself: together with the tree it would be laid out with all of the window.
            event.target.getBoundingClientRect();
            search.setQuery(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id="found" className={css.found} role="status">
        {search.matches && !none && count(search.matches.length, 'match', 'matches')}
        {none && 'No matches'}
      </p>
      {none ? (
        <div className={css.none}>
          <EmptyState title={`Nobody is called “${search.answered}”`}>
            Names and e-mails were searched. Esc shows all accounts again.
          </EmptyState>
        </div>
      ) : (
        <TreeView ref={view} tree={tree} search={search} onLeave={() => field.current?.focus()} />
      )}
    </>
  );
}
