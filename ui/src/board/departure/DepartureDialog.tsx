import { useEffect, useState } from 'react';
import type { AccountRef, AppError, PlaceOf } from '../../ipc';
import { toAppError } from '../../ipc';
import { Dialog } from '../../parts/Dialog';
import { ErrorState } from '../../parts/States';
import { readPlaces } from '../../state/places';
import css from './DepartureDialog.module.css';
import { Settling } from './Settling';

/** An agent leaves: every place that names them is settled at once, as one edit. */
export function DepartureDialog({ agent, onClose }: { agent: AccountRef; onClose: () => void }) {
  const [places, setPlaces] = useState<readonly PlaceOf[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    readPlaces(agent.id).then(setPlaces, (cause: unknown) => setError(toAppError(cause)));
  }, [agent.id]);
  return (
    <Dialog title={`${agent.name} leaves`} wide onClose={onClose}>
      {error && (
        <div className={css.body}>
          <ErrorState error={error} />
        </div>
      )}
      {places && <Settling agent={agent} places={places} onClose={onClose} />}
    </Dialog>
  );
}
