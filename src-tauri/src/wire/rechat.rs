//! Rechat as the window shows it: where this mirror stands, what a pull brought, what a push would
//! do, and what came of one. Ids of channels cross only where something is chosen or ticked by
//! them; words never hold one, nor a token.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::EditState;

/// Where this mirror stands with Rechat. Being offline is a state of it, and no error.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RechatStatus {
    /// Of this mirror or, before its first sign-in, the ones to begin with.
    pub settings: RechatSettings,
    pub sign_in: SignInState,
    pub tokens: TokenPlace,
    pub line: Line,
    /// Of the last pull or push, RFC 3339, UTC; `null` before the first.
    pub pulled_at: Option<String>,
    pub rules: RulesEndpoint,
    /// How many changes the draft has against the last pull; `null` before the first.
    pub my_changes: Option<u32>,
    /// Signed in for a brokerage that belongs in another mirror than this one.
    pub elsewhere: Option<Elsewhere>,
    /// What is being done now; `stop_rechat` ends it.
    pub busy: Option<Busy>,
    /// A pull that broke off in this session: the next one goes on where it was.
    pub interrupted_pull: Option<PullProgress>,
    /// A push that has begun and not ended, also one that a crash cut off.
    pub push: Option<PushState>,
}

/// How a brokerage's Rechat is reached. A white-labelled brokerage has its own of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RechatSettings {
    /// Where people sign in.
    pub web: String,
    /// Where calls go.
    pub api: String,
    pub client_id: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SignInState {
    SignedOut,
    /// The browser is with the person; `page` is the address it was sent to, for whoever has to
    /// open it by hand.
    Waiting {
        page: String,
    },
    SignedIn {
        who: Option<String>,
        /// Name of the account the sign-in is for.
        brokerage: String,
    },
    /// Rechat no longer accepts it: sign in again.
    Ended {
        who: Option<String>,
        brokerage: String,
    },
}

/// Where tokens and the client secret live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TokenPlace {
    /// Not asked yet: nobody has signed in.
    Unknown,
    KeyStore,
    /// In memory until the app is closed, and never in a file.
    ThisSession {
        why: String,
    },
}

/// What the last call to Rechat met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    Untried,
    Up,
    Down {
        /// RFC 3339, UTC.
        since: String,
        why: String,
    },
}

/// Whether this Rechat lets the rules of a channel be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RulesEndpoint {
    Unknown,
    Present,
    /// A push is a change sheet for a person at Rechat's screen.
    Absent,
}

/// Where the brokerage that was signed in for belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Elsewhere {
    /// Another mirror holds it: `open_mirror`.
    Known {
        brokerage: String,
        file: String,
        words: String,
    },
    /// No mirror holds it yet: `pull` makes one and opens it.
    New { brokerage: String, words: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Busy {
    SigningIn,
    Pulling,
    Reviewing,
    Pushing,
    CheckingSheet,
    OpeningMirror,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PullStage {
    People,
    Accounts,
    Channels,
    Rules,
    /// Into the mirror, in one transaction, which can be stopped until it ends.
    Writing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PullProgress {
    pub stage: PullStage,
    pub done: u32,
    /// 0 while it is not known.
    pub total: u32,
}

/// What a pull brought.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Pulled {
    /// `Pulled Adler & Associates: 14 accounts, 3 channels, 9 rules.`
    pub words: String,
    /// What became of the draft: `Your 2 changes stand over what Rechat says.`
    pub draft: String,
    /// What others changed since the last pull.
    pub changes: Vec<PlanLine>,
    /// What both sides changed; the draft keeps its own until a side is chosen in the review.
    pub conflicts: u32,
    /// What somebody should know: rules that cannot be read, accounts that were left out.
    pub notes: Vec<String>,
    pub requests: u32,
    /// The brokerage came into a mirror of its own, which is open now: everything is to be read
    /// anew, beginning with `open`.
    pub another_mirror: bool,
    pub edits: EditState,
}

/// What a push would do, made from what Rechat said when it was fetched.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Review {
    /// Names what was shown; `push` sends this and nothing else.
    pub plan: String,
    /// RFC 3339, UTC.
    pub fetched_at: String,
    /// Nothing to push and nothing to choose.
    pub empty: bool,
    /// What a push would change in Rechat.
    pub mine: Vec<PlanLine>,
    /// What others changed in Rechat since the last pull.
    pub theirs: Vec<PlanLine>,
    pub conflicts: Vec<Conflict>,
    pub deletions: Vec<Deletion>,
    pub samples: Vec<SampleLanding>,
    /// The channels that `mine` and `theirs` are about.
    pub places: Vec<ChannelPlace>,
    /// Where rules cannot be written: what a person does at Rechat's screen instead of a push.
    pub sheet: Option<Vec<SheetStep>>,
}

/// Where a change is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ChannelPlace {
    pub channel: String,
    /// `Listing inquiries, Adler & Associates`
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PlanLine {
    /// `rule_moved`, `policies`, `channel_added`, …
    pub kind: String,
    pub channel: Option<String>,
    pub rule: Option<String>,
    /// A sentence without a full stop.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Mine,
    Theirs,
}

/// Both sides changed one thing, and not to the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Conflict {
    pub id: String,
    pub channel: Option<String>,
    pub rule: Option<String>,
    /// `the condition of “Luxury”`
    pub about: String,
    pub mine: String,
    pub theirs: String,
    pub chosen: Option<Side>,
}

/// A channel that would be gone: forms out there may hold its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Deletion {
    pub channel: String,
    pub words: String,
    /// What confirms it when it is typed: the channel's name.
    pub type_this: String,
}

/// Whoever pushes has typed this for the deletion of a channel.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct Confirmation {
    pub channel: String,
    pub typed: String,
}

/// Where a sample lead lands; `null` where there is no such channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SampleLanding {
    pub sample: String,
    pub name: String,
    /// At the last pull.
    pub base: Option<String>,
    /// In Rechat now.
    pub theirs: Option<String>,
    /// After the push.
    pub merged: Option<String>,
    /// Whether the push changes it.
    pub changed: bool,
}

/// One thing to do at Rechat's screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SheetStep {
    /// Names the step for `tick_sheet_step`, as long as it is the same.
    pub id: String,
    /// From 1.
    pub number: u32,
    pub words: String,
    /// What has to be typed and is too long for `words`, each a line of its own.
    pub in_full: Vec<String>,
    /// Whether a pull can see that it was done.
    pub can_be_read_back: bool,
    pub ticked: bool,
}

/// What came of taking a ticked sheet's word.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SheetChecked {
    /// What Rechat shows otherwise than the sheet says. Where there is anything, nothing was
    /// settled.
    pub wrong: Vec<String>,
    /// `3 of 5 steps are settled. What the rules say is on your word: Rechat does not show it.`
    pub words: String,
    pub edits: EditState,
}

/// A push that has begun and not ended.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PushState {
    /// RFC 3339, UTC.
    pub began_at: String,
    pub who: String,
    pub steps: Vec<PushStep>,
    /// Why it stands still; `null` while it runs.
    pub halt: Option<Halt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Halt {
    /// The app ended, the line broke, or somebody stopped it: `resume_push`.
    Interrupted,
    /// What became of a step cannot be found out: look at Rechat and `settle_step`.
    Undecided,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PushStep {
    pub words: Vec<String>,
    pub state: StepState,
    /// What came of it, where that is not simply `done`.
    pub result: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Waiting,
    Sent,
    Done,
    Refused,
    Undecided,
}

/// What a person saw at Rechat of a step that could not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StepAnswer {
    TookEffect,
    /// It is sent again.
    DidNot,
}

/// How far a push has come, as it runs.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PushNews {
    /// Rechat is read once more, to see that the plan still fits.
    Checking {
        progress: PullProgress,
    },
    /// Everything to be sent, before the first call.
    Begun {
        steps: Vec<PushStep>,
    },
    /// `step` counts from 0.
    Step {
        step: u32,
        state: StepState,
        result: Option<String>,
    },
    ReadingBack,
}

/// What came of a push.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Pushed {
    pub outcome: PushOutcome,
    /// `All 4 steps are done, and Rechat says what the draft says.`
    pub words: String,
    pub steps: Vec<PushStep>,
    /// What Rechat says afterwards that the draft did not.
    pub differs: Vec<PlanLine>,
    /// Changes of the draft that Rechat does not have: the other half.
    pub missing: Vec<PlanLine>,
    pub edits: EditState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PushOutcome {
    Done,
    /// A step was refused, or it was given up; later steps were not sent.
    Stopped,
    /// It stays under way: what became of a step cannot be found out.
    Undecided,
}

/// Who pushed what and when, and what came of each call. Ids of channels are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AuditEntry {
    /// For `go_back_before`.
    pub push: u32,
    pub began_at: String,
    pub ended_at: Option<String>,
    pub who: String,
    pub api: String,
    pub outcome: AuditOutcome,
    pub changes: Vec<String>,
    pub calls: Vec<AuditCall>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditOutcome {
    Done,
    Stopped,
    UnderWay,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AuditCall {
    /// `create_channel`, `update_channel`, `put_rules`, `delete_channel`.
    pub call: String,
    pub channel: String,
    pub words: Vec<String>,
    pub state: StepState,
    pub result: Option<String>,
}

/// A mirror in the app's data folder, or the one that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KnownMirror {
    pub file: String,
    /// Name of the brokerage.
    pub title: String,
    pub is_open: bool,
    /// `null` where it was never pulled.
    pub api: Option<String>,
    pub pulled_at: Option<String>,
}

/// Where the browser was sent to for a sign-in.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SignInPage {
    /// For whoever has to open it by hand.
    pub page: String,
    /// Whether a browser was started with it.
    pub opened: bool,
}
