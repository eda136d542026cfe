import { CopyButton } from '../../frame/CopyButton';

export function Copy({ what, text }: { what: string; text: string }) {
  return <CopyButton words="Copy" label={`Copy ${what}`} said={`Copied ${what}`} text={() => text} />;
}
