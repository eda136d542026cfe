//! What the editors of channels and rules ask for: the table of fields, checks while somebody
//! types, completions, what names what, and what the samples say after each edit.

use serde::Serialize;
use specta::Type;

use super::{
    AccountKind, AccountRef, ConditionView, FallbackSource, FollowUpSource, Holder, Outcome, Place,
    Problem, RuleSource,
};

/// A rule as its editor opens it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RuleDetail {
    pub id: String,
    pub channel: String,
    pub source: RuleSource,
}

/// A channel as its editor opens it, without its rules.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ChannelSettings {
    pub id: String,
    pub account: String,
    pub name: Option<String>,
    pub is_default: bool,
    pub time_zone: String,
    pub honor_assignees: bool,
    pub returning_lead_days: u32,
    pub mls: Vec<String>,
    pub fallback: FallbackSource,
    pub follow_up: Vec<FollowUpSource>,
}

/// The members of a pool, one by one.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PoolDetail {
    pub holder: Holder,
    /// Every agent of the channel's account: there is no list, and `members` is empty.
    pub all: bool,
    pub members: Vec<PoolMember>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PoolMember {
    pub account: String,
    pub name: String,
    pub initials: String,
    pub kind: AccountKind,
    pub weight: u32,
    /// Agents it stands for that the channel may choose.
    pub agents: u32,
    /// Why nobody of it can be chosen, or not now: `outside Uptown Office`, `inactive`, `away
    /// until 31 Dec 2026`.
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct FieldInfo {
    /// As conditions write it: `listing.price`.
    pub name: String,
    /// As people say it: `price`.
    pub words: String,
    pub kind: FieldKind,
    /// The legal operators, in the order editors show them.
    pub operators: Vec<OperatorInfo>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    Number,
    Set,
    Flag,
    Date,
    Time,
    Weekday,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct OperatorInfo {
    pub name: String,
    /// `is one of`
    pub words: String,
    pub takes: ValueShape,
}

/// The value an operator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ValueShape {
    Nothing,
    Text,
    /// A regular expression.
    Pattern,
    Texts,
    Number,
    /// `[low, high]`, both included.
    NumberRange,
    /// `["2026-12-24", "2026-12-31"]`, both included.
    DateRange,
    /// `["18:00", "08:00"]`, the end excluded; may run over midnight.
    TimeRange,
    /// Of `mon` … `sun`.
    Weekdays,
}

/// A condition while it is built.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConditionCheck {
    /// Places count from the condition: `all[0].value`.
    pub problems: Vec<Problem>,
    /// The condition as a sentence, once it has no problems.
    pub words: Option<String>,
    pub view: Option<ConditionView>,
    /// Every sample, and whether the condition is true of it.
    pub tries: Vec<Try>,
    pub matched: u32,
}

/// One sample, tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Try {
    pub sample: String,
    pub name: String,
    pub passed: bool,
    /// What the sample has there, or what came out: `Zillow`, `Agent Smith`, `nobody`.
    pub words: Option<String>,
}

/// A regular expression or a CEL expression while it is typed.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ExpressionCheck {
    pub error: Option<ExpressionError>,
    pub tries: Vec<Try>,
    pub matched: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExpressionError {
    pub message: String,
    /// From 1, in characters; `null` where the whole is meant.
    pub line: Option<u32>,
    pub column: Option<u32>,
}

/// A value for a field, as samples and rules have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Suggestion {
    pub value: String,
    /// Samples that have it.
    pub samples: u32,
    /// Rules that ask for it.
    pub rules: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// Hits beyond the listed.
    pub more: u32,
}

/// A rule, a fallback or a channel that mentions what was looked for.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Hit {
    pub channel: String,
    pub channel_name: Option<String>,
    pub account: AccountRef,
    /// `null` is the channel itself, or its fallback.
    pub rule: Option<String>,
    /// `Luxury buyers`, `Fallback`, the channel's name.
    pub title: String,
    /// Place of the rule in its list, from 1.
    pub number: Option<u32>,
    pub mentions: Vec<Mention>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Mention {
    pub part: Part,
    /// Where it matched: `ZIP is one of 75205, 75225`, `Agent Smith ×2`.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Name,
    Condition,
    Agents,
    Expression,
    FollowUp,
    Settings,
}

/// A place that names one account, for a departure.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PlaceOf {
    pub place: Place,
    pub channel: String,
    pub channel_name: Option<String>,
    /// `Luxury buyers`, `Fallback`
    pub title: String,
    /// `gets every lead`, `one of 4 in the pool, ×2`, `is notified`
    pub words: String,
    /// Whether it can be taken out without somebody in its place.
    pub removable: bool,
    /// Whether an edit can put somebody else there: all but expressions.
    pub replaceable: bool,
}

/// What the samples say of the draft as it is.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Outcomes {
    pub revision: u32,
    pub samples: Vec<SampleOutcome>,
    /// The rules of the channel that was asked for, in order.
    pub rules: Vec<RuleCatch>,
    /// How many samples the last step changed.
    pub changed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SampleOutcome {
    pub sample: String,
    pub channel: String,
    /// `null` where the sample cannot be read.
    pub outcome: Option<Outcome>,
    /// The rule that takes it.
    pub rule: Option<String>,
    /// The sentence before the last edit, undo or redo; `null` where there was none.
    pub before: Option<String>,
    pub after: Option<String>,
    /// The last step gave it to somebody else, or by something else.
    pub changed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RuleCatch {
    pub rule: String,
    /// How many samples it takes, of those that come in by its channel.
    pub caught: u32,
    pub of: u32,
    /// How many samples its condition is true of, of all there are, wherever they end.
    pub matched: u32,
    pub tried: u32,
    /// Worth a word on the card; never where there is no sample, or no condition.
    pub extent: Option<Extent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    Nothing,
    Everything,
}

/// How web sites send leads to a channel. The id is a secret: show it masked until asked.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConnectSource {
    pub id: String,
    pub masked: String,
    pub capture_url: String,
    pub snippets: Vec<Snippet>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Snippet {
    pub kind: SnippetKind,
    pub title: String,
    /// With the id in it; `masked_text` is the same to look at.
    pub text: String,
    pub masked_text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SnippetKind {
    Sdk,
    Html,
    Curl,
}
