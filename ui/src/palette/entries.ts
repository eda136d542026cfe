// What the palette reaches: commands, the shown account's channels, the samples, and any account.
import { nameChannel } from '../board/channels/naming';
import { channelName } from '../board/words';
import { introduce } from '../frame/introduction';
import { chooseTheme } from '../frame/theme';
import { redo, undo } from '../state/edit';
import { pickSample } from '../state/lead';
import { zoomBy, zoomToNormal } from '../state/look';
import { showDialog, showView } from '../state/notice';
import { showAccount, showChannel } from '../state/show';
import { isSignedIn, pull, signOut } from '../state/rechat';
import type { RechatDesk, State } from '../state/store';
import { NO_PARENT, type Tree } from '../tree/model';
import type { Entry } from './rank';
import { ofSelection } from './selected';

const MOST_ACCOUNTS = 12;

type Shown = Pick<State, 'edits' | 'board' | 'channel' | 'samples'> & Pick<RechatDesk, 'status'>;

export function standing(state: Shown): Entry[] {
  const { edits, board, channel, samples, status } = state;
  const command = (id: string, label: string, run: () => void, keys?: string): Entry => ({
    id,
    group: 'Commands',
    label,
    run,
    ...(keys === undefined ? {} : { keys }),
  });
  return [
    ...(board?.channels ?? []).map((channel): Entry => ({
      id: `channel ${channel.id}`,
      group: 'Channels',
      label: channelName(channel),
      detail: board?.account.name ?? '',
      run: onBoard(() => void showChannel(channel.id)),
    })),
    ...samples.map((sample): Entry => ({
      id: `sample ${sample.id}`,
      group: 'Samples',
      label: sample.name,
      detail: 'trace this lead',
      run: onBoard(() => void pickSample(sample.id)),
    })),
    ...(edits.undo === null ? [] : [command('undo', `Undo: ${edits.undo}`, () => void undo(), 'Ctrl+Z')]),
    ...(edits.redo === null ? [] : [command('redo', `Redo: ${edits.redo}`, () => void redo(), 'Ctrl+Shift+Z')]),
    ...(board ? [command('new-channel', `New channel on ${board.account.name}`, onBoard(() => nameChannel({ of: 'new' })))] : []),
    ...ofSelection(),
    command('replace-agent', 'Replace an agent everywhere…', () =>
      showDialog({ of: 'replace-agent', agent: board?.account.kind === 'agent' ? board.account : null }),
    ),
    ...(board?.account.kind === 'agent'
      ? [command('departure', `${board.account.name} leaves…`, () => showDialog({ of: 'departure', agent: board.account }))]
      : []),
    ...(channel === null
      ? []
      : [command('connect-source', 'Connect a source to this channel…', () => showDialog({ of: 'connect-source', channel }))]),
    command('find-rules', 'Find in the rules…', () => showDialog('find-rules'), 'Ctrl+F'),
    command('board', 'Show the board', () => showView('board'), 'Ctrl+1'),
    command('review', 'Review what changed', () => showView('review'), 'Ctrl+2'),
    command('history', 'Show the history', () => showView('history'), 'Ctrl+3'),
    command('connect-rechat', 'Connect to Rechat…', () => showDialog('connect-rechat')),
    ...(isSignedIn(status)
      ? [command('pull', 'Pull from Rechat', () => void pull()), command('sign-out', 'Sign out of Rechat', () => void signOut())]
      : []),
    command('open-book', 'Open a book…', () => showDialog('open-book')),
    command('export-book', 'Export the book…', () => showDialog('export-book')),
    command('light', 'Use light colours', () => chooseTheme('light')),
    command('dark', 'Use dark colours', () => chooseTheme('dark')),
    command('system', 'Use the system’s colours', () => chooseTheme(null)),
    command('zoom-in', 'Zoom in', () => zoomBy(1), 'Ctrl++'),
    command('zoom-out', 'Zoom out', () => zoomBy(-1), 'Ctrl+-'),
    command('zoom-normal', 'Normal size', zoomToNormal, 'Ctrl+0'),
    command('intro', 'How Switchyard works', introduce),
    command('shortcuts', 'Key commands', () => showDialog('shortcuts'), '?'),
  ];
}

export function accounts(tree: Tree, rows: Uint32Array): Entry[] {
  return Array.from(rows.subarray(0, MOST_ACCOUNTS), (row): Entry => {
    const above = tree.parent[row] ?? NO_PARENT;
    return {
      id: `account ${tree.id(row)}`,
      group: 'Accounts',
      label: tree.name(row),
      ...(above === NO_PARENT ? {} : { detail: tree.name(above) }),
      run: onBoard(() => void showAccount(tree.id(row))),
    };
  });
}

function onBoard(run: () => void): () => void {
  return () => {
    showView('board');
    run();
  };
}
