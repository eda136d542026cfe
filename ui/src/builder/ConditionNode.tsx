import { Fragment } from 'react';
import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { Menu, type MenuItem } from '../parts/Menu';
import css from './builder.module.css';
import { type Group, type GroupKind, isGroup, type Node, placeOf, replace } from './condition';
import { problemsAt } from './draft';
import { useEditor } from './editing';
import { isLegal, type NodeCommand } from './nodeCommands';
import { Problems } from './Problems';
import { TestRow } from './TestRow';

interface Props {
  root: Node;
  node: Node;
  /** What moves and goes as one: the node with the negations before it. */
  unit: number;
  place: string;
  onWhen: (when: Node) => void;
  onAdd: (group: number) => void;
  onAddGroup: (group: number) => void;
  onCommand: (id: number, command: NodeCommand) => void;
}

export function ConditionNode(props: Props) {
  const { root, node, unit, place, onWhen } = props;
  if (node.kind === 'not') {
    return (
      <div className={css.not}>
        <span className={css.word}>not</span>
        <ConditionNode {...props} node={node.part} place={placeOf(place, 'not')} />
      </div>
    );
  }
  const tools = <Menu label="Change this condition" icon={<Sign of="more" />} items={toolsOf(props)} />;
  if (isGroup(node)) return <Parts {...props} node={node} tools={tools} />;
  return (
    <TestRow test={node} unit={unit} place={place} tools={tools} onTest={(test) => onWhen(replace(root, node.id, test))} />
  );
}

const KINDS: { kind: GroupKind; label: string }[] = [
  { kind: 'all', label: 'all' },
  { kind: 'any', label: 'any' },
];

function Parts(props: Props & { node: Group; tools: React.ReactNode }) {
  const { root, node, unit, place, tools, onWhen, onAdd, onAddGroup } = props;
  const { problems } = useEditor();
  const word = node.kind === 'all' ? 'and' : 'or';
  return (
    <div role="group" aria-label={`${node.kind} of these`} className={css.group} data-node={unit} data-root={node === root}>
      <div className={css.groupHead}>
        {KINDS.map(({ kind, label }) => (
          <button
            key={kind}
            type="button"
            className={css.switch}
            aria-pressed={node.kind === kind}
            onClick={() => onWhen(replace(root, node.id, { ...node, kind }))}
          >
            {label}
          </button>
        ))}
        <span className={css.calm}>of these</span>
        <span className={css.tools}>{tools}</span>
      </div>
      <Problems problems={problemsAt(problems, place === '' ? 'when' : `when.${place}`, true)} />
      {node.parts.map((part, index) => (
        <Fragment key={part.id}>
          {index > 0 && <span className={css.joint}>{word}</span>}
          <ConditionNode {...props} node={part} unit={part.id} place={placeOf(place, node.kind, index)} />
        </Fragment>
      ))}
      <div className={css.adders}>
        <Button look="quiet" className={css.add} onClick={() => onAdd(node.id)}>
          <Sign of="plus" /> Condition
        </Button>
        <Button look="quiet" className={css.add} onClick={() => onAddGroup(node.id)}>
          <Sign of="plus" /> Group
        </Button>
      </div>
    </div>
  );
}

function toolsOf({ root, node, unit, onCommand }: Props): MenuItem[] {
  const item = (command: NodeCommand, label: string, keys: string): MenuItem => ({
    label,
    keys,
    disabled: !isLegal(root, unit, command),
    run: () => onCommand(unit, command),
  });
  const negated = unit !== node.id;
  return [
    item('up', 'Move up', 'Alt+↑'),
    item('down', 'Move down', 'Alt+↓'),
    item('group', 'Put into a group', 'Alt+→'),
    item('ungroup', 'Dissolve the group', 'Alt+←'),
    item('negate', negated ? 'Without “not”' : 'Say “not”', 'Alt+N'),
    { ...item('remove', 'Remove', 'Alt+Del'), danger: true, parted: true },
  ];
}
