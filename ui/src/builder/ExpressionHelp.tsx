import css from './builder.module.css';
import { useEditor } from './editing';

/** What an expression can ask for and may answer, for who writes one. */
export function ExpressionHelp() {
  const { table } = useEditor();
  return (
    <details className={css.tries}>
      <summary>What it sees, and what it may answer</summary>
      <dl className={css.sees}>
        <dt>lead</dt>
        <dd>
          {table.map(({ name, words }) => (
            <code key={name} title={words}>
              lead.{name}
            </code>
          ))}
          <p>A fact the lead lacks is a failure: ask with has(lead.note) first, or in the rule’s condition.</p>
        </dd>
        <dt>agents</dt>
        <dd>
          {['id', 'name', 'office', 'eligible'].map((key) => (
            <code key={key}>{key}</code>
          ))}
          <p>Of everybody below the channel’s account; eligible is true for who may take leads now.</p>
        </dd>
        <dt>now</dt>
        <dd>The moment of the lead.</dd>
        <dt>Answers</dt>
        <dd>
          <p>
            An agent’s id, or a list of ids of which the first who may take leads gets it. <code>null</code> and an empty
            list pass it on to the next rule.
          </p>
          <code>{'agents.filter(a, a.eligible && lead.note.contains(a.name)).map(a, a.id)'}</code>
        </dd>
      </dl>
    </details>
  );
}
