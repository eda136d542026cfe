//! Who pushed what and when, and what came of each call. Channel ids are masked; there is nothing
//! else in it that is secret.

use mirror::Reader;
use mirror::rechat::Push;
use routing::lead::masked;
use serde::Serialize;

use crate::error::Result;
use crate::plan::calls::read_step;
use crate::push::{Kept, shown};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub number: u32,
    pub began_at: String,
    pub ended_at: Option<String>,
    pub who: String,
    pub api: String,
    /// `done`, `stopped`, or `under_way`.
    pub outcome: &'static str,
    /// The plan in words.
    pub changes: Vec<String>,
    pub calls: Vec<CallEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallEntry {
    pub call: &'static str,
    pub channel: String,
    pub words: Vec<String>,
    pub state: &'static str,
    pub result: Option<String>,
}

/// The newest `limit` pushes, newest first.
pub fn entries(mirror: &Reader, limit: u32) -> Result<Vec<Entry>> {
    Ok(mirror.pushes(limit)?.iter().map(entry).collect())
}

/// All pushes as JSON text.
pub fn export(mirror: &Reader) -> Result<String> {
    let mut text = serde_json::to_string_pretty(&entries(mirror, u32::MAX)?).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

fn entry(push: &Push) -> Entry {
    let changes = Kept::of(push).map_or_else(Vec::new, |kept| kept.changes);
    Entry {
        number: push.number,
        began_at: push.began_at.clone(),
        ended_at: push.ended_at.clone(),
        who: push.who.clone(),
        api: push.api.clone(),
        outcome: push.outcome.map_or("under_way", |outcome| outcome.name()),
        changes: changes.into_iter().map(|line| line.words).collect(),
        calls: push
            .steps
            .iter()
            .filter_map(|noted| {
                let step = read_step(&noted.step)?;
                Some(CallEntry {
                    call: step.call.name(),
                    channel: masked(step.call.channel()),
                    words: step.words,
                    state: noted.state.name(),
                    result: noted.result.as_deref().map(shown),
                })
            })
            .collect(),
    }
}
