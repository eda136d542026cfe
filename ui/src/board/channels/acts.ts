// What hands do with whole channels. Each is one edit and one undo.
import { refusalWords } from '../../book/problems';
import { edit, submit } from '../../state/edit';
import { sayDone } from '../../state/notice';
import { showChannel } from '../../state/show';
import { useApp } from '../../state/store';
import { backToTab } from '../focus';
import { channelName } from '../words';

/** Answers what keeps the channel out. */
export async function createChannel(account: string, name: string): Promise<string | null> {
  const id = crypto.randomUUID();
  const refusal = await submit({ kind: 'create_channel', account, name: named(name), id });
  if (refusal) return refusalWords(refusal);
  await showChannel(id);
  return null;
}

export async function renameChannel(channel: string, name: string): Promise<string | null> {
  const refusal = await submit({ kind: 'rename_channel', channel, name: named(name) });
  return refusal && refusalWords(refusal);
}

export async function makeDefault(channel: string): Promise<void> {
  if (await edit({ kind: 'set_default_channel', channel })) sayDone(`${nameOf(channel)} is the default channel now`);
}

export async function duplicateChannel(channel: string): Promise<void> {
  const id = crypto.randomUUID();
  const name = nameOf(channel);
  if (!(await edit({ kind: 'duplicate_channel', channel, id }))) return;
  await showChannel(id);
  sayDone(`Duplicated ${name}`);
}

export async function moveChannel(channel: string, account: string, accountName: string): Promise<string | null> {
  const name = nameOf(channel);
  const refusal = await submit({ kind: 'move_channel', channel, account });
  if (refusal) return refusalWords(refusal);
  const { notes } = useApp.getState().edits;
  await showChannel(channel);
  sayDone([`Moved ${name} to ${accountName}`, ...notes.map(({ words }) => words)].join('. '));
  return null;
}

export async function deleteChannel(channel: string): Promise<void> {
  const name = nameOf(channel);
  if (!(await edit({ kind: 'delete_channel', channel }))) return;
  sayDone(`Deleted ${name}`);
  backToTab();
}

export function nameOf(channel: string): string {
  const tab = useApp.getState().board?.channels.find(({ id }) => id === channel);
  return tab ? `“${channelName(tab)}”` : 'the channel';
}

function named(name: string): string | null {
  return name.trim() === '' ? null : name.trim();
}
