//! Every command but the dialogs, asked of a session as the window asks it.

mod books;
mod landing;
mod opening;
mod samples;
mod tree;

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};
use switchyard_app::session::Session;
use switchyard_app::wire::*;
use tempfile::TempDir;

pub const LISTINGS: &str = "5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602";

/// Between Christmas and New Year: Agent Williams is away.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 28).unwrap()
}

pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Home(TempDir::new().unwrap())
    }

    fn mirror(&self) -> PathBuf {
        self.0.path().join("data/brokerage.mirror")
    }

    pub fn open(&self) -> Session {
        Session::open(&self.mirror(), None, today).unwrap()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.path().join(name);
        fs::write(&file, content).unwrap();
        file
    }
}

pub fn lead(session: &Session, sample: &str) -> SimulateRequest {
    let samples = session.samples().unwrap();
    let found = samples
        .into_iter()
        .find(|known| known.id == sample)
        .unwrap();
    SimulateRequest {
        channel: found.channel,
        captured_at: found.captured_at,
        payload: found.payload,
    }
}

/// The rule as its editor sends it back, these parts of it changed.
pub fn changed(session: &Session, rule: &str, parts: Value) -> Value {
    let mut source = serde_json::to_value(session.rule(rule).unwrap().source).unwrap();
    let parts = parts.as_object().unwrap().clone();
    source.as_object_mut().unwrap().extend(parts);
    json!({ "kind": "replace_rule", "rule": rule, "source": source })
}

/// The headline, then the notes.
fn told(session: &Session, sample: &str) -> Vec<String> {
    let simulation = session.simulate(&lead(session, sample)).unwrap();
    let sentence = simulation
        .sentence
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    std::iter::once(sentence).chain(simulation.notes).collect()
}

fn rules(session: &Session) -> Vec<String> {
    session
        .channel(LISTINGS)
        .unwrap()
        .rules
        .into_iter()
        .map(|rule| rule.id)
        .collect()
}

fn move_rule(rule: &str, before: Option<&str>) -> Edit {
    Edit::MoveRule {
        rule: rule.to_owned(),
        channel: None,
        before: before.map(str::to_owned),
    }
}
