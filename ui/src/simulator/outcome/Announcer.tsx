import { useEffect, useState } from 'react';
import { useApp } from '../../state/store';
import { joined } from './plainText';

const QUIET = 500;

/** Says the outcome aloud once the hands rest; typing a price is not nine announcements. */
export function Announcer() {
  const simulation = useApp((state) => state.simulation);
  const error = useApp((state) => state.leadError);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const words = error
      ? `No answer: ${error.message}`
      : simulation
        ? [joined(simulation.sentence), ...simulation.notes].join(' ')
        : '';
    const timer = setTimeout(() => setSaid(words), QUIET);
    return () => clearTimeout(timer);
  }, [simulation, error]);
  return (
    <p className="said" role="status" aria-live="polite">
      {said}
    </p>
  );
}
