import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { ConditionCheck, FieldInfo } from '../ipc';
import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { say } from '../state/notice';
import css from './builder.module.css';
import { ConditionNode } from './ConditionNode';
import { add, isGroup, newGroup, newTest, type Node } from './condition';
import { after, commandOf, type NodeCommand, nodeWords } from './nodeCommands';
import { Tries } from './Tries';
import { useEditor } from './editing';
import { valueFor } from './values';

interface Props {
  when: Node | null;
  check: ConditionCheck | null;
  onWhen: (when: Node | null) => void;
}

/** The condition as rows in groups; each row and group moves, nests and leaves by key and by menu. */
export function ConditionEditor({ when, check, onWhen }: Props) {
  const { table } = useEditor();
  const place = useRef<HTMLDivElement>(null);
  const focusNext = useRef<number | null>(null);
  // A row that moved is a new element, or a new place: the keyboard follows it.
  useLayoutEffect(() => {
    if (focusNext.current === null) return;
    const row = place.current?.querySelector(`[data-node="${focusNext.current}"]`) ?? place.current;
    row?.querySelector<HTMLElement>('select, input, button')?.focus();
    focusNext.current = null;
  }, [when]);

  const addTest = (group: number | null) => {
    const test = firstTest(table);
    if (!test) return;
    focusNext.current = test.id;
    onWhen(add(when, group, test));
  };
  const addGroup = (group: number | null) => {
    const test = firstTest(table);
    if (!test) return;
    focusNext.current = test.id;
    const around = when && isGroup(when) ? when.kind : 'all';
    onWhen(add(when, group, newGroup(around === 'any' ? 'all' : 'any', [test])));
  };
  const onCommand = (id: number, command: NodeCommand) => {
    if (!when) return;
    const change = after(when, id, command);
    if (change.root === when) return;
    focusNext.current = change.focus;
    onWhen(change.root);
    say(nodeWords(command));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event);
    const node = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-node]') : null;
    if (!command || !node) return;
    event.preventDefault();
    onCommand(Number(node.dataset.node), command);
  };
  return (
    <div ref={place} role="group" aria-label="Condition" className={css.condition} onKeyDown={onKeyDown}>
      {when === null ? (
        <p className={css.calm}>Takes every lead that reaches it.</p>
      ) : (
        <ConditionNode
          root={when}
          node={when}
          unit={when.id}
          place=""
          onWhen={onWhen}
          onAdd={addTest}
          onAddGroup={addGroup}
          onCommand={onCommand}
        />
      )}
      {(when === null || !isGroup(when)) && (
        <Button look="quiet" className={css.add} onClick={() => addTest(null)}>
          <Sign of="plus" /> Condition
        </Button>
      )}
      {when !== null && check && <Tries check={check} />}
    </div>
  );
}

function firstTest(table: readonly FieldInfo[]): Node | null {
  const [field] = table;
  const operator = field?.operators[0];
  return field && operator ? newTest(field.name, operator.name, valueFor(operator.takes, null)) : null;
}
