import { CopyButton } from '../../frame/CopyButton';
import type { Simulation } from '../../ipc';
import { useApp } from '../../state/store';
import { ASSIGNEE_KEYS, countAssignees, readAssignee } from '../lead/assignees';
import { leadIn } from '../lead/capture';
import { capturedInWords, readCaptured } from '../lead/captured';
import { parse } from '../lead/jsonText';
import { readField } from '../lead/payload';
import { useLeads } from '../leads';
import { freshName } from '../samples/tabs';
import { plainText } from './plainText';

/** Outcome and trace as text that may be passed on. */
export function CopyOutcome({ simulation }: { simulation: Simulation }) {
  return (
    <CopyButton
      words="Copy as text"
      said="Copied the outcome and its trace, without contact data"
      look="quiet"
      text={() => plainText(simulation, title(), secrets())}
    />
  );
}

function title(): string {
  const { lead, samples } = useApp.getState();
  const { front } = useLeads.getState().tabs;
  const captured = lead ? readCaptured(lead.capturedAt) : null;
  const name = samples.find(({ id }) => id === front)?.name ?? freshName(front ?? '');
  return captured ? `${name}, captured ${capturedInWords(captured)}` : name;
}

/** What this lead says about its sender and its agents' addresses. */
function secrets(): string[] {
  const parsed = parse(useApp.getState().lead?.payload ?? '');
  if (!parsed.ok) return [];
  const root = leadIn(parsed.root);
  const own = (['first_name', 'last_name', 'email', 'phone', 'street', 'full_address', 'note'] as const).map(
    (id) => readField(root, id).text,
  );
  const named = Array.from({ length: countAssignees(root) ?? 0 }, (_, index) =>
    ASSIGNEE_KEYS.filter((key) => key === 'email' || key === 'phone_number').map(
      (key) => readAssignee(root, index, key).text,
    ),
  );
  return [...own, ...named.flat()];
}
