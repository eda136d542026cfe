import { useState } from 'react';
import { Picker } from '../parts/Picker';
import { say } from '../state/notice';
import { useApp } from '../state/store';
import { useAccountChoices } from '../tree/useAccountChoices';
import { useEditor } from './editing';
import { outsideWords } from './pool';

interface Props {
  label: string;
  chosen: string | null;
  only: 'agents' | 'all';
  /** Whom to notify may be anybody; who gets leads is below the channel's account. */
  anywhere?: boolean;
  placeholder?: string;
  invalid?: boolean;
  describedBy?: string | undefined;
  onChoose: (account: string) => void;
}

/** Chooses an account by typing; those the channel cannot give leads to say so and stay out. */
export function AccountField(props: Props) {
  const { label, chosen, only, anywhere = false, placeholder = 'Type a name', invalid = false, describedBy, onChoose } = props;
  const { account } = useEditor();
  const tree = useApp((state) => state.tree);
  const [query, setQuery] = useState('');
  const outside = (id: string) => {
    const row = tree?.rowOf(id);
    return tree && row !== undefined && !anywhere ? outsideWords(tree, account, row) : null;
  };
  const marked = useAccountChoices(query, only).map((choice) => {
    const why = outside(choice.id);
    return { why, choice: why === null ? choice : { ...choice, detail: why } };
  });
  const choices = marked.toSorted((one, two) => Number(one.why !== null) - Number(two.why !== null));
  const row = chosen === null ? undefined : tree?.rowOf(chosen);
  return (
    <Picker
      label={label}
      value={chosen === null ? '' : row === undefined ? chosen : (tree?.name(row) ?? '')}
      width="220px"
      placeholder={placeholder}
      invalid={invalid}
      describedBy={describedBy}
      query={query}
      onQuery={setQuery}
      choices={choices.map(({ choice }) => choice)}
      onChoose={({ id, label: name }) => {
        const why = outside(id);
        if (why === null) onChoose(id);
        else say(`${name} is ${why}: this channel cannot give leads there`);
      }}
    />
  );
}
