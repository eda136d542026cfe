//! Parts of a book as the editors hold them: the book's own JSON shapes, which the engine's
//! readers judge. Half-filled ones cross too, and come back as problems with places.

use serde::{Deserialize, Serialize};
use specta::Type;

/// `{"all": […]}`, `{"any": […]}`, `{"not": {…}}` or `{"field", "op", "value"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum ConditionSource {
    All {
        all: Vec<ConditionSource>,
    },
    Any {
        any: Vec<ConditionSource>,
    },
    Not {
        not: Box<ConditionSource>,
    },
    Test {
        /// A name of the field table, such as `listing.price`.
        field: String,
        op: String,
        /// Absent for operators that take none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<ValueSource>,
    },
}

/// What an operator compares with; `OperatorInfo::takes` says which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum ValueSource {
    Text(String),
    Number(#[specta(type = u32)] f64),
    Texts(Vec<String>),
    Numbers(#[specta(type = Vec<u32>)] Vec<f64>),
}

/// A rule without its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct RuleSource {
    pub name: Option<String>,
    pub enabled: bool,
    /// `null` is always.
    pub when: Option<ConditionSource>,
    pub then: ActionSource,
    pub follow_up: Vec<FollowUpSource>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ActionSource {
    SpecificAgent {
        agent: String,
    },
    RoundRobin {
        pool: PoolSource,
    },
    FirstToClaim {
        pool: PoolSource,
        /// 1 to 43,200.
        window_minutes: u32,
        on_timeout: TimeoutSource,
    },
    /// A CEL expression.
    Custom {
        expression: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TimeoutSource {
    NextRule,
    Fallback,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FallbackSource {
    Inbox,
    SpecificAgent { agent: String },
    RoundRobin { pool: PoolSource },
}

/// `"all"`, every agent of the channel's account, or a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum PoolSource {
    All(AllAgents),
    Members(Vec<MemberSource>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AllAgents {
    All,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MemberSource {
    /// An agent, or any account that stands for the agents below it.
    pub account: String,
    /// Turns relative to the others, 1 to 100.
    pub weight: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FollowUpSource {
    Notify { account: String },
    Tag { tag: String },
    Task { title: String, due_minutes: u32 },
    Flow { name: String },
}

/// Whole days as `2026-12-24`, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AwaySource {
    pub from: String,
    pub through: String,
}
