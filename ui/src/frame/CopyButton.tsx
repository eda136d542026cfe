import { Button } from '../parts/Button';
import { Sign } from '../parts/icons';
import { say, sayFailure } from '../state/notice';

interface Props {
  /** What is read on it. */
  words: string;
  /** What it does, in full. */
  label?: string;
  /** What it has done. */
  said: string;
  look?: 'plain' | 'quiet';
  /** Asked for when it is copied. */
  text: () => string;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ words, label, said, look = 'plain', text }: Props) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say(said);
    } catch (cause) {
      sayFailure(cause);
    }
  };
  return (
    <Button look={look} aria-label={label} onClick={() => void copy()}>
      <Sign of="copy" />
      {words}
    </Button>
  );
}
