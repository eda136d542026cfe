// The window's state: what the engine said (cached by revision) and where the hands are. Rust holds
// the truth; everything here can be thrown away and asked for again.
//
// Read with `useApp((state) => state.x)`, one narrow selector per value. Write only through the
// actions beside this file (open, show, edit, lead, notice): plain functions that ask `ipc` and set
// the state. No component calls `ipc`.
//
// The simulator (ui/src/simulator) reads
//   samples, sample        the shipped and saved leads; the picked one's id, null once a lead was typed
//   lead                   what its form and JSON show: { channel, capturedAt, payload }
//   simulation, leadError  the answer for that lead at the present revision, or why there is none;
//                          the last good answer stays in `simulation` while an error is shown
//   hoveredStep            index into simulation.steps under the pointer or focus, or null
// and writes
//   pickSample(id)         takes the sample's lead and shows its channel on the board
//   setLead(patch)         any field of the lead was edited; simulates at once, the newest answer wins
//   hoverStep(index|null)  the board lights the rule card of that step, and says so back the same way
//   edit({ kind: 'save_sample' | 'delete_sample', … })   from state/edit
//   showChannel(id), showAccount(id)   from state/show, to follow a link in the trace
// After each edit, undo and redo the actions simulate the lead again: the panel only draws.

import { create } from 'zustand';
import type {
  AccountRef,
  AppError,
  Board,
  ChannelBoard,
  EditState,
  Extent,
  Opened,
  Pulled,
  PullProgress,
  Pushed,
  PushStep,
  RechatStatus,
  Review,
  Sample,
  SampleOutcome,
  Simulation,
} from '../ipc';
import type { Tree } from '../tree/model';

export interface Lead {
  channel: string;
  /** RFC 3339. */
  capturedAt: string;
  /** JSON text as typed; need not parse. */
  payload: string;
}

export interface Notice {
  /** Grows, so that the same words said twice are heard twice. */
  id: number;
  tone: 'plain' | 'fail';
  text: string;
  help?: string;
  /** What an edit did, which is offered to be taken back while the draft is as that edit left it. */
  revision?: number;
}

export type Dialog =
  | 'palette'
  | 'shortcuts'
  | 'open-book'
  | 'export-book'
  | 'find-rules'
  | 'connect-rechat'
  | 'pulled'
  | 'export-audit'
  | 'unsaved'
  | { of: 'move-channel' | 'delete-channel' | 'connect-source'; channel: string }
  | { of: 'departure'; agent: AccountRef }
  | { of: 'replace-agent'; agent: AccountRef | null }
  | { of: 'send-rules'; rules: readonly { id: string; title: string }[] };

export type View = 'board' | 'review' | 'history';

/** Rechat as this window sees it. */
export interface RechatDesk {
  /** Where the mirror stands; `null` until first asked. */
  status: RechatStatus | null;
  /** How far the reading of Rechat has come, for a pull, a review or the last look before a push. */
  reading: PullProgress | null;
  /** What the last pull of this session brought, until it has been read. */
  pulled: Pulled | null;
  review: Review | null;
  /** Why there is no review. */
  reviewError: AppError | null;
  /** Why Rechat was not read afresh for it. */
  readError: AppError | null;
  /** The steps of a push, from its first to its last word; `null` before it has any. */
  steps: readonly PushStep[] | null;
  isReadingBack: boolean;
  /** What came of the last push of this session, until it is put away. */
  pushed: Pushed | null;
  /** Why the last push was not made, or broke off. */
  pushError: AppError | null;
}

export interface State {
  /** `starting` draws nothing yet; see open.ts. */
  phase: 'starting' | 'opening' | 'open' | 'failed';
  failure: AppError | null;
  opened: Opened | null;
  /** Grows with each mirror or book that is opened: what was meant for the one before is not done to it. */
  opening: number;
  tree: Tree | null;
  edits: EditState;

  account: string | null;
  board: Board | null;
  boardError: AppError | null;
  channel: string | null;
  /** By channel id; `revision` says which draft the card words and counts belong to. */
  channels: Readonly<Record<string, { revision: number; board: ChannelBoard }>>;

  samples: readonly Sample[];
  sample: string | null;
  /** Where each sample lands, and what the last step changed of it; `null` until first asked. */
  outcomes: readonly SampleOutcome[] | null;
  /** Rules of the shown channel whose condition is true of no sample, or of every one. */
  extents: Readonly<Record<string, Extent>>;
  lead: Lead | null;
  simulation: Simulation | null;
  /** The lead that `simulation` answers; equal answers are one object, so it alone cannot tell. */
  answered: Lead | null;
  leadError: AppError | null;
  hoveredStep: number | null;

  rechat: RechatDesk;

  view: View;
  dialog: Dialog | null;
  notice: Notice | null;
}

export const empty: State = {
  phase: 'starting',
  failure: null,
  opened: null,
  opening: 0,
  tree: null,
  edits: { revision: 0, undo: null, redo: null, tree_changed: false, samples_changed: false, made: [], notes: [] },
  account: null,
  board: null,
  boardError: null,
  channel: null,
  channels: {},
  samples: [],
  sample: null,
  outcomes: null,
  extents: {},
  lead: null,
  simulation: null,
  answered: null,
  leadError: null,
  hoveredStep: null,
  rechat: {
    status: null,
    reading: null,
    pulled: null,
    review: null,
    reviewError: null,
    readError: null,
    steps: null,
    isReadingBack: false,
    pushed: null,
    pushError: null,
  },
  view: 'board',
  dialog: null,
  notice: null,
};

export const useApp = create<State>()(() => empty);

/** The channel board on show, if it has been read. */
export function shownChannel(state: State): ChannelBoard | null {
  return state.channel === null ? null : (state.channels[state.channel]?.board ?? null);
}
