import { type KeyboardEvent, useMemo } from 'react';
import { count } from '../../frame/words';
import type { RuleCard } from '../../ipc';
import { Button, IconButton } from '../../parts/Button';
import { Sign } from '../../parts/icons';
import { rulesWords } from '../drag';
import { besides, handleOf } from '../focus';
import { askWhereTo, command } from './acts';
import css from './BulkBar.module.css';
import { deselect, useSelection } from './store';

/** What can be done with several selected cards; a single one has its menu. Screen readers hear the count. */
export function BulkBar({ rules }: { rules: readonly RuleCard[] }) {
  const chosen = useSelection((state) => state.chosen);
  const selected = useMemo(() => rules.filter(({ id }) => chosen.has(id)), [rules, chosen]);
  return (
    <>
      <p role="status" className="said">
        {selected.length > 0 && `${rulesWords(selected)} selected`}
      </p>
      {selected.length > 1 && <Bar rules={rules} selected={selected} />}
    </>
  );
}

function Bar({ rules, selected }: { rules: readonly RuleCard[]; selected: readonly RuleCard[] }) {
  const leave = () => {
    handleOf(document, selected[0]?.id ?? '')?.focus({ preventScroll: true });
    deselect();
  };
  const remove = () => {
    // The bar goes with what it was about, and the keyboard must not go with it.
    if (command(selected, 'delete')) handleOf(document, besides(rules, selected) ?? '')?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave();
  };
  const some = (enabled: boolean) => selected.filter((rule) => rule.enabled === enabled);
  return (
    <div role="group" aria-label="Selected rules" data-bulk className={css.bar} onKeyDown={onKeyDown}>
      <b className={css.count}>{count(selected.length, 'rule', 'rules')}</b>
      <Button look="quiet" disabled={some(true).length === 0} onClick={() => void command(some(true), 'switch')}>
        Turn off
      </Button>
      <Button look="quiet" disabled={some(false).length === 0} onClick={() => void command(some(false), 'switch')}>
        Turn on
      </Button>
      <Button look="quiet" title="Ctrl+D on one of them" onClick={() => void command(selected, 'duplicate')}>
        Duplicate
      </Button>
      <Button look="quiet" title="C on one of them" onClick={() => askWhereTo(selected)}>
        Move or copy…
      </Button>
      <Button look="quiet" className={css.delete} title="Del on one of them" onClick={remove}>
        Delete
      </Button>
      <IconButton label="Let them go" title="Let them go (Esc)" onClick={leave}>
        <Sign of="cross" />
      </IconButton>
    </div>
  );
}
