import { useState } from 'react';
import { Button } from '../../parts/Button';
import { Sign } from '../../parts/icons';
import { say, sayFailure } from '../../state/notice';

export function Copy({ what, text }: { what: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      say(`Copied ${what}`);
    } catch (cause) {
      sayFailure(cause);
    }
  };
  return (
    <Button aria-label={`${copied ? 'Copied' : 'Copy'} ${what}`} onClick={() => void copy()}>
      <Sign of={copied ? 'check' : 'copy'} />
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}
