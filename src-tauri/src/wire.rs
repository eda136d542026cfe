//! The only types that cross between the window and the engine. Nothing here has behaviour: the
//! commands fill them from the mirror and the engine, the window draws them.
//!
//! The tree and search answers are raw little-endian bytes (see `commands::tree`), everything
//! else is JSON. The window keys everything by account, channel and rule id.

mod builder;
mod edit;
mod history;
mod look;
mod rechat;
mod source;

pub use builder::*;
pub use edit::*;
pub use history::*;
pub use look::*;
pub use rechat::*;
use serde::{Deserialize, Serialize};
pub use source::*;
use specta::Type;

/// What a failed command answers. The window decides by `code`, people read the rest.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AppError {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
    /// A file, or a path inside a document.
    pub place: Option<String>,
    /// Every problem of a refused book, at most a thousand.
    pub problems: Vec<Problem>,
    /// Problems beyond those listed.
    pub more_problems: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    BadBook,
    /// An edit or a part of one that the book's readers refuse; `problems` say where.
    BadEdit,
    BadLead,
    FileUnreadable,
    FileUnwritable,
    MirrorDamaged,
    MirrorLocked,
    MirrorNewer,
    NotAMirror,
    NotFound,
    NothingToUndo,
    NothingToRedo,
    /// A field of the settings cannot be used; `place` names it: `web`, `api`, `client_id`.
    BadSettings,
    /// Nobody is signed in, or no longer: sign in.
    NotSignedIn,
    /// The sign-in came to nothing: refused, too late, or the browser did not come back.
    SignInFailed,
    /// Rechat cannot be reached. The window goes on without it.
    Offline,
    /// Rechat answered and refused, or answered what cannot be understood.
    RechatRefused,
    /// The sign-in is for another brokerage than this mirror holds.
    AnotherBrokerage,
    /// Somebody stopped it; nothing was changed by it.
    Stopped,
    /// Another sign-in, pull, review or push is being done.
    Busy,
    NeverPulled,
    /// The plan no longer does what was reviewed: review again.
    StalePlan,
    OpenConflicts,
    UnconfirmedDeletions,
    NothingToPush,
    /// Rules cannot be written here: follow the change sheet.
    NoRulesEndpoint,
    /// A push has begun and not ended: finish it or give it up.
    PushUnderWay,
    NoPushUnderWay,
    Internal,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Problem {
    pub code: String,
    pub place: String,
    pub message: String,
    pub help: Option<String>,
}

/// The first answer: enough to draw the frame of the window.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Opened {
    /// Where the mirror lives on disk, for people.
    pub file: String,
    /// Name of the root account.
    pub title: String,
    /// The shipped sample brokerage, not yet replaced by an import.
    pub is_sample: bool,
    pub counts: Counts,
    pub edits: EditState,
    /// Account whose board to show first, its channel, and the sample to trace.
    pub start: Start,
    /// The last session did not end cleanly; a check of the file runs in the background.
    pub unclean: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Start {
    pub account: String,
    pub channel: Option<String>,
    pub sample: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Type)]
pub struct Counts {
    pub brokerages: u32,
    pub regions: u32,
    pub offices: u32,
    pub teams: u32,
    pub agents: u32,
    pub others: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    Brokerage,
    Region,
    Office,
    Team,
    Agent,
    Other,
}

/// One account with its channels: the head of the board.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Board {
    pub account: AccountHead,
    pub channels: Vec<ChannelTab>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct AccountHead {
    pub id: String,
    pub kind: AccountKind,
    pub name: String,
    /// Ancestors, root first, without the account itself.
    pub path: Vec<AccountRef>,
    pub agents: u32,
    pub active: bool,
    /// All of them, also those that are over.
    pub away: Vec<DaysAway>,
    pub daily_cap: Option<u32>,
    pub people: Vec<Person>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DaysAway {
    /// `2026-12-24`
    pub from: String,
    /// The last day, which counts.
    pub through: String,
    /// `24 Dec to 31 Dec`
    pub words: String,
    pub is_over: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AccountRef {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Person {
    pub name: String,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    /// `NTREIS 0512345`
    pub mls: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct ChannelTab {
    pub id: String,
    pub name: Option<String>,
    pub is_default: bool,
    pub rules: u32,
}

/// A channel's rule list, in words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ChannelBoard {
    pub id: String,
    pub name: Option<String>,
    pub account: String,
    pub is_default: bool,
    pub time_zone: String,
    pub honor_assignees: bool,
    pub returning_lead_days: u32,
    pub mls: Vec<String>,
    pub rules: Vec<RuleCard>,
    pub fallback: FallbackCard,
    /// In words, run after every lead of the channel.
    pub follow_up: Vec<String>,
    /// Samples that name this channel: what the cards' `caught` counts are out of.
    pub samples: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct RuleCard {
    pub id: String,
    /// The rule's name, or what it does where it has none.
    pub title: String,
    pub named: bool,
    pub enabled: bool,
    /// `None` is always.
    pub when: Option<ConditionView>,
    pub then: ActionView,
    pub follow_up: Vec<String>,
    /// Samples of this channel that this rule takes.
    pub caught: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct FallbackCard {
    pub then: ActionView,
    pub caught: u32,
}

/// A condition as a tree of chips. In a trace, `passed` is set on every node.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConditionView {
    All {
        passed: Option<bool>,
        parts: Vec<ConditionView>,
    },
    Any {
        passed: Option<bool>,
        parts: Vec<ConditionView>,
    },
    Not {
        passed: Option<bool>,
        part: Box<ConditionView>,
    },
    Test(TestView),
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct TestView {
    pub passed: Option<bool>,
    pub field: String,
    pub op: String,
    /// Short enough for a chip: `ZIP is one of 75205, 75225 +4`.
    pub words: String,
    /// In full, for a tooltip and for screen readers.
    pub full: String,
    /// In a trace: what the lead says instead, `price is 250,000`.
    pub actual: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    SpecificAgent,
    RoundRobinAll,
    RoundRobinPool,
    FirstToClaim,
    Custom,
    Inbox,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct ActionView {
    pub kind: ActionKind,
    /// `Round robin, 4 agents, Smith ×2`
    pub words: String,
    /// The first few members; `pool_size` counts all agents.
    pub faces: Vec<Face>,
    pub pool_size: u32,
    /// Of a custom rule.
    pub expression: Option<String>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Face {
    pub account: String,
    pub name: String,
    pub initials: String,
    pub kind: AccountKind,
    pub weight: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Sample {
    pub id: String,
    pub name: String,
    pub channel: String,
    /// RFC 3339.
    pub captured_at: String,
    /// JSON text, as a web site would send it.
    pub payload: String,
    /// One of the guide's four scenarios.
    pub shipped: bool,
}

#[derive(Clone, Debug, Deserialize, Type)]
pub struct SimulateRequest {
    pub channel: String,
    pub captured_at: String,
    pub payload: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Assigned,
    Offered,
    Inbox,
}

/// Where one lead lands and why.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Simulation {
    pub revision: u32,
    pub channel: String,
    pub outcome: Outcome,
    /// The headline, one sentence.
    pub sentence: Vec<Span>,
    /// Second line: what happens if nobody claims, what had to be assumed.
    pub notes: Vec<String>,
    pub agents: Vec<Face>,
    /// The winning rule, if a rule won; `None` for assignees, returning leads and the fallback.
    pub rule: Option<String>,
    pub steps: Vec<StepView>,
    pub problems: Vec<Problem>,
    /// Payload keys that nothing reads.
    pub ignored: Vec<String>,
}

/// A run of text in one tone.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Span {
    pub text: String,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Plain,
    Strong,
    Dim,
    /// On the lead's path.
    Path,
    /// A test that failed.
    Fail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    Assignee,
    Returning,
    Rule,
    Fallback,
    FollowUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Assigned,
    Offered,
    Declined,
    NoMatch,
    Disabled,
    NotReached,
    /// An assignee that nobody matches, a returning lead without an earlier one.
    None,
    /// The fallback left it in the inbox.
    Inbox,
    /// A follow-up.
    Planned,
}

/// One line of the trace.
#[derive(Clone, Debug, Serialize, Type)]
pub struct StepView {
    pub kind: StepKind,
    pub verdict: Verdict,
    /// Of a rule step.
    pub rule: Option<String>,
    /// Place of the rule in its list, from 1.
    pub number: Option<u32>,
    pub title: String,
    /// `no match: tags are Buyer, not Relocation`
    pub detail: Vec<Span>,
    pub would_match: Option<bool>,
    pub when: Option<ConditionView>,
    /// Of a large pool, those that tell something; `pool_size` counts all.
    pub pool: Vec<PoolFace>,
    pub pool_size: u32,
    /// After a claim window ran out: steps of "if nobody claims" are nested one deeper.
    pub depth: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PoolFace {
    pub account: String,
    pub name: String,
    pub initials: String,
    pub eligible: bool,
    /// In words: `away until 31 Dec`, `at the daily cap of 5`, `inactive`, `outside Downtown Office`.
    pub reason: Option<String>,
    /// Whose turn it was.
    pub chosen: bool,
}

/// Emitted at most once, after an unclean end: the mirror's check found it damaged.
#[derive(Clone, Debug, Serialize, Deserialize, Type, tauri_specta::Event)]
pub struct MirrorDamaged {
    pub message: String,
    pub help: Option<String>,
}
