//! Where a lead lands: the result of a walk, and its trace. Plain data that borrows the ids of
//! the roster and the route; serialized, it is the result format of `yard --json` and replays.

use serde::Serialize;

use crate::book::FollowUp;
use crate::condition::Seen;
use crate::problem::Problem;

/// The result for one lead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Landing<'r> {
    /// `None` for a bare payload.
    pub lead: Option<String>,
    pub channel: &'r str,
    #[serde(flatten)]
    pub ending: Ending<'r>,
    pub assumptions: Vec<Assumption>,
    pub problems: Vec<Problem>,
    pub ignored: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<Step<'r>>>,
}

/// Exactly one per lead; there is no silent landing place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ending<'r> {
    pub outcome: Outcome,
    /// Whom it is assigned or offered to; empty for the inbox.
    pub agents: Vec<&'r str>,
    pub by: By<'r>,
    /// Of an offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_minutes: Option<u32>,
    /// Of an offer: what happens when nobody answers in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_unclaimed: Option<Box<Unclaimed<'r>>>,
    /// Whose inbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<&'r str>,
    /// The rule's, then the channel's.
    pub follow_up: Vec<&'r FollowUp>,
}

/// The walk as it goes on after a claim window has passed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unclaimed<'r> {
    #[serde(flatten)]
    pub ending: Ending<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<Step<'r>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Assigned,
    Offered,
    Inbox,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum By<'r> {
    /// The web site named them; the key that found each agent stands beside it.
    Assignee {
        keys: Vec<Key>,
    },
    Returning,
    Rule {
        rule: &'r str,
    },
    Fallback,
}

/// What an assignee can be found by, in the order it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    Email,
    PhoneNumber,
    Name,
    MlsId,
}

/// What the result rests on besides the book and the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// Nobody said who had the last turn, and it decides the pick.
    RotationStart,
    /// An expression decided, or passed the lead on.
    CustomLogic,
}

/// One line of a trace.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step<'r> {
    Assignee {
        index: usize,
        keys: Vec<KeyTried<'r>>,
        agent: Option<&'r str>,
    },
    Returning {
        verdict: Verdict,
    },
    Rule {
        rule: &'r str,
        verdict: Verdict,
        would_match: bool,
        /// `None` is always.
        when: Option<Seen>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pool: Option<Vec<Candidate<'r>>>,
    },
    Fallback {
        verdict: Verdict,
        #[serde(skip_serializing_if = "Option::is_none")]
        pool: Option<Vec<Candidate<'r>>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyTried<'r> {
    pub key: Key,
    pub verdict: KeyVerdict,
    pub agents: Vec<&'r str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyVerdict {
    Found,
    NotFound,
    Ambiguous,
    /// Only inactive agents have it.
    Inactive,
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Assigned,
    Offered,
    /// It applied and yielded nobody.
    Declined,
    NoMatch,
    Disabled,
    NotReached,
    /// A returning lead without an earlier one.
    None,
    /// The fallback left the lead in the account's inbox.
    Inbox,
}

/// A member of the pool that was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate<'r> {
    pub agent: &'r str,
    pub eligible: bool,
    /// Why it was left out.
    pub reason: Option<Reason>,
    /// Last day of the absence, for sentences.
    #[serde(skip)]
    pub away_until: Option<chrono::NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    OutOfScope,
    Inactive,
    Away,
    Cap,
}
