//! Versions of the book, and what differs between two.

use serde::Serialize;
use specta::Type;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Version {
    pub id: u32,
    pub kind: VersionKind,
    /// RFC 3339, UTC.
    pub at: String,
    /// Who made it, where that is known.
    pub author: Option<String>,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    Import,
    Pull,
    Push,
    Save,
}

/// What makes one book out of another, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Comparison {
    /// Accounts and people first, then channel by channel. At most a thousand.
    pub changes: Vec<Change>,
    /// Those beyond the listed.
    pub more: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Change {
    /// `rule_moved`, `policies`, `channel_added`, …
    pub kind: String,
    pub channel: Option<String>,
    pub rule: Option<String>,
    pub account: Option<String>,
    /// A sentence without a full stop.
    pub words: String,
}
