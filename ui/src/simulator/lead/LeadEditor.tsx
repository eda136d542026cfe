import { useMemo, useState } from 'react';
import { useApp } from '../../state/store';
import { change, useLeads } from '../leads';
import type { Asked, View } from '../SimulatorPanel';
import { changeLead, leadIn } from './capture';
import { JsonEditor } from './JsonEditor';
import { parse, type Node } from './jsonText';
import css from './lead.module.css';
import { LeadForm } from './LeadForm';
import { MoreButton } from './MoreButton';

interface Props {
  view: View;
  asked: Asked | null;
  onAnswered: () => void;
  onPlace: (place: string) => void;
}

/** The lead in front, as a form or as its JSON; both write the same text. */
export function LeadEditor({ view, asked, onAnswered, onPlace }: Props) {
  const payload = useApp((state) => state.lead?.payload ?? '');
  const capturedAt = useApp((state) => state.lead?.capturedAt ?? '');
  const readable = useLeads((state) => state.readable);
  const front = useLeads((state) => state.tabs.front);
  const [showsAll, setShowsAll] = useState(false);
  const problem = useLeads((state) => state.problem);
  const shown = useMemo(() => leadNode(readable ?? '{}'), [readable]);

  if (view === 'json') {
    return (
      <div className={css.editor}>
        <JsonEditor
          key={front}
          text={payload}
          problem={problem}
          asked={asked}
          onAnswered={onAnswered}
          onText={(text) => void change({ payload: text })}
        />
      </div>
    );
  }
  return (
    <div className={css.editor}>
      {problem && (
        <p className={css.broken}>
          The JSON has an error in line {problem.line}, so the form shows what could be read before.{' '}
          <button type="button" className={css.link} onClick={() => onPlace('')}>
            Go to the error
          </button>
        </p>
      )}
      <LeadForm
        key={front}
        root={shown}
        capturedAt={capturedAt}
        isLocked={problem !== null}
        showsAll={showsAll}
        onOpen={() => setShowsAll(true)}
        onCaptured={(moment) => void change({ capturedAt: moment })}
        onLead={(write) => void change({ payload: changeLead(payload, write) })}
      />
      <MoreButton root={shown} showsAll={showsAll} onShowsAll={setShowsAll} />
    </div>
  );
}

function leadNode(text: string): Node {
  const parsed = parse(text);
  return parsed.ok ? leadIn(parsed.root) : { kind: 'object', entries: [], from: 0, to: 0 };
}
