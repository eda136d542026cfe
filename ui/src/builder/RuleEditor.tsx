import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import type { Problem } from '../ipc';
import { classes } from '../parts/classes';
import { sentence } from '../parts/States';
import { Words } from '../parts/Words';
import { useApp } from '../state/store';
import { ActionEditor, FALLBACK_ACTIONS, RULE_ACTIONS } from './ActionEditor';
import { cancel, checkCondition, save } from './actions';
import css from './builder.module.css';
import { ConditionEditor } from './ConditionEditor';
import { toSource } from './condition';
import { missingOf } from './draft';
import { changeDraft, type Editing, patch, useDrafts } from './drafts';
import { EditorContext } from './editing';
import { EditorFoot } from './EditorFoot';
import { FollowUpEditor } from './FollowUpEditor';
import { useAnswer } from './useAnswer';

/** A rule, a rule to be, or a fallback, opened in its card. Ctrl+Enter saves, Escape gives up. */
export function RuleEditor({ editing }: { editing: Editing }) {
  const { key, channel, target, draft, tried, refused, asking, saving, entered } = editing;
  const table = useDrafts((state) => state.table);
  const account = useApp((state) => state.channels[channel]?.board.account ?? '');
  const form = useRef<HTMLFormElement>(null);
  const lastIn = useRef<HTMLElement>(null);
  const isFallback = target.kind === 'fallback';
  const when = draft.when === null ? null : toSource(draft.when);
  const check = useAnswer(when === null ? null : `${channel} ${JSON.stringify(when)}`, () => checkCondition(channel, when ?? { all: [] }));
  const missing = tried ? missingOf(draft.then, draft.followUp) : [];
  const problems: Problem[] = [
    ...(check?.problems ?? []).map((problem) => ({ ...problem, place: ['when', problem.place].filter(Boolean).join('.') })),
    ...missing,
    ...(refused?.problems ?? []).filter(({ place }) => !place.startsWith('when')),
  ];
  useEffect(() => {
    if (entered) return;
    patch(key, { entered: true });
    // In this order: a field that gets the focus before it is laid out keeps its caret at the start in
    // WebKit, and what is typed comes out as “uxuryL”.
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [key, entered]);
  const keep = async () => {
    if (!(await save(key))) return;
    requestAnimationFrame(() => form.current && mistakeIn(form.current)?.focus());
  };
  const goOn = () => {
    (lastIn.current?.isConnected ? lastIn.current : form.current?.querySelector<HTMLElement>('input, select'))?.focus();
    patch(key, { asking: false });
  };
  const onFocus = ({ target: on }: FocusEvent) => {
    if (on instanceof HTMLElement && !on.closest('[data-foot]')) lastIn.current = on;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!saves && event.key !== 'Escape') return;
    event.preventDefault();
    // Held down, a key must not answer what it has asked.
    if (event.repeat) return;
    if (saves) void keep();
    else if (asking) goOn();
    else cancel(key);
  };
  return (
    <EditorContext value={{ channel, account, table, problems, tried }}>
      <form
        ref={form}
        className={css.editor}
        aria-label={isFallback ? 'Edit the fallback' : 'Edit the rule'}
        aria-busy={saving}
        inert={saving}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        {isFallback ? (
          <p className={css.sentence}>What no rule takes, and what follows every lead of the channel</p>
        ) : (
          <>
            <input
              type="text"
              aria-label="Name of the rule"
              placeholder="Name of the rule"
              className={css.title}
              value={draft.name}
              onChange={(event) => changeDraft(key, { name: event.target.value })}
            />
            <p className={css.sentence} aria-live="polite">
              <Words of={draft.when === null ? 'For every lead' : (check?.words ?? 'When this is filled in, it reads as a sentence here')} />
            </p>
            <h4 className={css.head}>When</h4>
            <ConditionEditor when={draft.when} check={check} onWhen={(next) => changeDraft(key, { when: next })} />
          </>
        )}
        <h4 className={css.head}>Then</h4>
        <ActionEditor
          action={draft.then}
          types={isFallback ? FALLBACK_ACTIONS : RULE_ACTIONS}
          onAction={(then) => changeDraft(key, { then })}
        />
        <h4 className={css.head}>After</h4>
        <FollowUpEditor steps={draft.followUp} onSteps={(followUp) => changeDraft(key, { followUp })} />
        {refused?.problems.length === 0 && (
          <p role="alert" className={classes(css.problem, css.refusal)}>
            {sentence(refused.message)}
          </p>
        )}
        <EditorFoot editing={editing} onSave={() => void keep()} onGoOn={goOn} />
      </form>
    </EditorContext>
  );
}

/** The field with the first mistake, or the first field beside what is told of the rule as a whole. */
function mistakeIn(form: HTMLFormElement): HTMLElement | null {
  const field = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-mistake="true"] button');
  return field ?? form.querySelector('[role="alert"]')?.parentElement?.querySelector<HTMLElement>('input, select') ?? null;
}
