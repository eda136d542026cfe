// What the parts of one editor share: whose it is, what is wrong, how it is changed.
import { createContext, useContext } from 'react';
import type { FieldInfo, Problem } from '../ipc';

export interface Editor {
  channel: string;
  /** The channel's account: agents below it may be chosen. */
  account: string;
  table: readonly FieldInfo[];
  /** Places count from the rule: `when.all[0].value`, `then.agent`. */
  problems: readonly Problem[];
  /** A save was asked for: what is blank is pointed at as well. */
  tried: boolean;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('only within an editor');
  return editor;
}
