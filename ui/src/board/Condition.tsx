import { Fragment } from 'react';
import type { ConditionView } from '../ipc';
import { Chip } from '../parts/Chip';
import { classes } from '../parts/classes';
import { CALM, inWords, joiner, type Light, lightOf, turn } from './chips';
import css from './Condition.module.css';

/** `when [price ≥ 1,000,000] and [ZIP is one of 75205, 75225 +4]`, lit by a trace where there is one. */
export function Condition({ when }: { when: ConditionView | null }) {
  if (!when) return (
      <p className={css.line} data-condition>
        every lead
      </p>
    );
  return (
    <p className={css.line} data-condition>
      <span className={css.word}>when</span>
      <Node node={when} around={CALM} top />
    </p>
  );
}

function Node({ node, around, top = false }: { node: ConditionView; around: Light; top?: boolean }) {
  const light = lightOf(node, around);
  if (node.kind === 'test') {
    const title = node.actual === null ? node.full : `${node.full}\nThis lead: ${node.actual}`;
    return (
      <Chip passed={light.light} title={title} spoken={node.full}>
        {node.words}
      </Chip>
    );
  }
  if (node.kind === 'not') {
    return (
      <span className={css.unit}>
        <span className={css.word}>not</span>
        <Node node={node.part} around={turn(light)} />
      </span>
    );
  }
  if (node.parts.length === 0) {
    return <Chip passed={light.light}>{node.kind === 'all' ? 'always' : 'never'}</Chip>;
  }
  const parts = node.parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <span className={css.word}>{joiner(node.kind)}</span>}
      <Node node={part} around={light} />
    </Fragment>
  ));
  if (top) return parts;
  return (
    <span className={classes(css.group, light.light === false && css.failed)} title={inWords(node)}>
      {parts}
    </span>
  );
}
