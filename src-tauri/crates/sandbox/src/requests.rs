//! What was served: counted, and the latest kept for tests to look at.

use std::collections::{BTreeMap, VecDeque};

use routing::lead::masked;
use serde::Serialize;

/// How many of the latest calls are kept.
const KEPT: usize = 10_000;

#[derive(Debug, Default)]
pub struct Served {
    pub total: u64,
    /// By method and route: `GET /brands/{brand}/users`.
    pub counts: BTreeMap<String, u64>,
    pub latest: VecDeque<One>,
}

/// One call, exactly: only the control endpoint shows it.
#[derive(Clone, Debug, Serialize)]
pub struct One {
    pub number: u64,
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    /// `None` where the connection was reset without a reply.
    pub status: Option<u16>,
    pub faults: Vec<String>,
}

impl Served {
    pub fn add(&mut self, route: String, mut one: One) {
        self.total += 1;
        one.number = self.total;
        *self.counts.entry(route).or_default() += 1;
        if self.latest.len() == KEPT {
            self.latest.pop_front();
        }
        self.latest.push_back(one);
    }
}

/// A path as a log may show it: ids of channels and leads are keys, and what no route knows could
/// be anything.
pub fn shown(path: &str) -> String {
    const WORDS: &[&str] = &[
        "",
        "brands",
        "users",
        "self",
        "leads",
        "channels",
        "rules",
        "webhook",
        "assignees",
        "timeline",
        "oauth2",
        "auth",
        "token",
        "__sandbox",
        "faults",
        "requests",
        "book",
        "edit",
    ];
    let mut out = String::with_capacity(path.len());
    let mut before = "";
    for (index, part) in path.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        if before == "brands" || WORDS.contains(&part) {
            out.push_str(part);
        } else {
            out.push_str(&masked(part));
        }
        before = part;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_shows_no_key() {
        let channel = "1b9d6bcd-0000-4000-8000-00000000c001";
        assert_eq!(
            shown(&format!("/brands/adler/leads/channels/{channel}/rules")),
            "/brands/adler/leads/channels/1b9d…/rules"
        );
        assert_eq!(
            shown(&format!("/leads/channels/{channel}/webhook")),
            "/leads/channels/1b9d…/webhook"
        );
        assert_eq!(
            shown(&format!("/leads/{channel}/timeline")),
            "/leads/1b9d…/timeline"
        );
        assert_eq!(shown("/secret-token-in-a-path"), "/secr…");
        assert_eq!(shown("/brands/adler/users"), "/brands/adler/users");
    }
}
