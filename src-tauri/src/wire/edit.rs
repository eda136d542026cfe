//! Everything that can be done to the draft, and what comes back.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountRef, AwaySource, FallbackSource, FollowUpSource, RuleSource, SimulateRequest};

/// One change of the draft. Each is one transaction, and one undo takes it back. What is wrong
/// with one comes back as problems whose places count from the part that was sent: `then.agent` of a
/// rule, `pool[1].weight` of a fallback.
///
/// New things get the `id` that is given, a UUID, or one that is made up where there is none.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Edit {
    /// Puts the rule in front of `before`, or last; in another channel where one is named. Its id
    /// stays.
    MoveRule {
        rule: String,
        #[serde(default)]
        channel: Option<String>,
        before: Option<String>,
    },
    SetRuleEnabled {
        rule: String,
        enabled: bool,
    },
    DeleteRule {
        rule: String,
    },
    /// In front of `before`, or last.
    InsertRule {
        channel: String,
        before: Option<String>,
        #[serde(default)]
        id: Option<String>,
        source: RuleSource,
    },
    /// The whole rule anew, in its place.
    ReplaceRule {
        rule: String,
        source: RuleSource,
    },
    /// Right below the rule or, where a channel is named, in front of `before` there, or last.
    DuplicateRule {
        rule: String,
        #[serde(default)]
        channel: Option<String>,
        #[serde(default)]
        before: Option<String>,
        #[serde(default)]
        id: Option<String>,
    },

    SetRulesEnabled {
        rules: Vec<String>,
        enabled: bool,
    },
    /// Together, in the order they stand in, in front of `before`, or last.
    MoveRules {
        rules: Vec<String>,
        channel: String,
        before: Option<String>,
    },
    CopyRules {
        rules: Vec<String>,
        channel: String,
        before: Option<String>,
    },
    DeleteRules {
        rules: Vec<String>,
    },

    /// At place `at` of the list, from 0, or last; accounts already in it stay where they are. A
    /// specific agent becomes a round robin of both, an inbox the first of its kind.
    AddToPool {
        holder: Holder,
        accounts: Vec<String>,
        #[serde(default)]
        at: Option<u32>,
    },

    /// The first channel of an account is its default.
    CreateChannel {
        account: String,
        name: Option<String>,
        #[serde(default)]
        id: Option<String>,
    },
    RenameChannel {
        channel: String,
        name: Option<String>,
    },
    /// Takes the mark from whichever channel of the account has it.
    SetDefaultChannel {
        channel: String,
    },
    /// To another account; its id, which web sites use, stays. `EditState::notes` tells which of
    /// its rules name agents the new account does not have.
    MoveChannel {
        channel: String,
        account: String,
    },
    /// With its rules, all under new ids.
    DuplicateChannel {
        channel: String,
        #[serde(default)]
        id: Option<String>,
    },
    /// With its rules. A default channel leaves the mark to the account's next.
    DeleteChannel {
        channel: String,
    },
    SetPolicies {
        channel: String,
        honor_assignees: bool,
        /// 0 to 3,650; 0 is off.
        returning_lead_days: u32,
    },
    /// A name of `time_zones`.
    SetTimeZone {
        channel: String,
        time_zone: String,
    },
    SetMls {
        channel: String,
        mls: Vec<String>,
    },
    SetFallback {
        channel: String,
        fallback: FallbackSource,
    },
    /// What no rule takes and what follows every lead of the channel, both anew. Places count from
    /// the channel: `fallback.agent`, `follow_up[0].account`.
    ReplaceFallback {
        channel: String,
        fallback: FallbackSource,
        follow_up: Vec<FollowUpSource>,
    },

    /// In every rule, fallback and follow-up of the book; without `to` it is taken out, which is
    /// refused where a rule gives its leads to this agent alone.
    ReplaceAgent {
        from: String,
        to: Option<String>,
    },
    /// An agent leaves: each place goes to whom it says, and those not named stay.
    Departure {
        agent: String,
        replacements: Vec<Replacement>,
        set_inactive: bool,
    },
    SetAway {
        agent: String,
        away: Vec<AwaySource>,
    },
    SetDailyCap {
        agent: String,
        cap: Option<u32>,
    },
    SetActive {
        agent: String,
        active: bool,
    },

    /// Keeps a lead under a name: a new sample, or `sample` changed.
    SaveSample {
        sample: Option<String>,
        name: String,
        lead: SimulateRequest,
    },
    DeleteSample {
        sample: String,
    },
}

/// What has a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Holder {
    Rule { rule: String },
    Fallback { channel: String },
}

/// A part of the book that names accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    RuleAction { rule: String },
    RuleFollowUp { rule: String },
    Fallback { channel: String },
    ChannelFollowUp { channel: String },
}

#[derive(Clone, Debug, Deserialize, Type)]
pub struct Replacement {
    pub place: Place,
    /// `null` takes the agent out.
    pub to: Option<String>,
}

/// Where the draft stands. `revision` grows with every edit, undo and redo.
#[derive(Clone, Debug, Default, Serialize, Type)]
pub struct EditState {
    pub revision: u32,
    /// What undo would take back, such as `Moved “Luxury” above “Zillow”`.
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// The step just made changed accounts, people or how many channels an account has: the tree,
    /// the counts and the search are old.
    pub tree_changed: bool,
    /// The step just made changed samples, or the channels that they may come in by.
    pub samples_changed: bool,
    /// Ids of what the edit made: rules, a channel, a sample.
    pub made: Vec<String>,
    /// What the edit left that somebody should look at.
    pub notes: Vec<EditNote>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct EditNote {
    pub code: NoteCode,
    pub channel: String,
    /// `null` is the channel's fallback.
    pub rule: Option<String>,
    pub accounts: Vec<AccountRef>,
    /// `“Luxury buyers” names Agent Smith, who is outside Uptown Office`
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NoteCode {
    /// Names accounts that have no agent in the channel's account: they are never chosen.
    OutOfScope,
    /// A pool without members: it yields nobody.
    EmptyPool,
    /// An expression has the replaced agent's id in it; expressions are left as they are.
    NamedInExpression,
}
