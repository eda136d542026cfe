//! What a pull has read so far: the answers, each put where it belongs as it comes.

use std::collections::HashMap;

use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use remote::RuleList;
use remote::wire::{Brand, LeadChannel};
use serde::{Deserialize, Serialize};

use super::kept::{Heading, Kept, STILL, line, rules};
use super::page::{Page, described};
use super::people::People;

#[derive(Debug, Default)]
pub struct Read {
    /// RFC 3339, UTC; `None` before the first answer.
    pub began_at: Option<String>,
    rested_at: Option<SystemTime>,
    pub kept: Option<Kept>,
    pub root: Option<String>,
    pub people: People,
    pub channels: HashMap<String, Vec<LeadChannel>>,
    pub has_rules: Option<bool>,
    pub rules: HashMap<String, Option<RuleList>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// The brokerage's own account, with which a reading of the people begins.
    Top(Brand),
    /// A page of users.
    People {
        start: usize,
        total: Option<u64>,
        page: Page,
    },
    /// An account that was named; `None` where there is none.
    Account(String, Option<Brand>),
    /// The channels of an account.
    Channels(String, Vec<LeadChannel>),
    HasRules(bool),
    /// The rules of a channel; `None` where it is gone.
    Rules(String, #[serde(with = "rules")] Option<Box<RuleList>>),
}

/// An answer and the line that keeps it, written where it was read and not where all come together.
#[derive(Debug)]
pub struct Told {
    answer: Answer,
    line: Vec<u8>,
}

impl Told {
    pub fn new(answer: Answer) -> Told {
        let line = line(&answer);
        Told { answer, line }
    }

    /// Of a page of users.
    pub fn rows(&self) -> usize {
        match &self.answer {
            Answer::People { page, .. } => page.people.len(),
            _ => 0,
        }
    }
}

impl Read {
    /// Begins, or goes on with what was kept beside the mirror. Where it cannot be kept, a pull
    /// that is killed begins anew.
    pub fn begin(&mut self, api: &str, root: &str, beside: Option<&Path>, now: SystemTime) {
        if self.began_at.is_some() {
            return;
        }
        let now_text = DateTime::<Utc>::from(now).to_rfc3339_opts(SecondsFormat::Secs, true);
        let heading = Heading::new(api, root, now_text.clone());
        let open = |mirror| Kept::open(mirror, &heading, now).ok().flatten();
        let Some((kept, earlier)) = beside.and_then(open) else {
            self.began_at = Some(now_text);
            return;
        };
        self.began_at = earlier.began_at.or(Some(now_text));
        for answer in earlier.answers {
            self.put(answer);
        }
        self.kept = Some(kept);
    }

    /// What lay still for so long that others may have changed it is read again.
    pub fn wake(&mut self, now: SystemTime) {
        let is_long = |last| now.duration_since(last).unwrap_or_default() > STILL;
        if self.rested_at.is_some_and(is_long) {
            self.end();
        }
    }

    /// It came to no end for now.
    pub fn rest(&mut self, now: SystemTime) {
        self.rested_at = Some(now);
    }

    /// All that was read; the next pull begins anew.
    pub fn end(&mut self) -> Read {
        if let Some(kept) = self.kept.take() {
            kept.forget();
        }
        std::mem::take(self)
    }

    /// An answer as it comes.
    pub fn take(&mut self, answer: Answer) {
        self.take_told(Told::new(answer));
    }

    pub fn take_told(&mut self, Told { answer, line }: Told) {
        if let Some(mut kept) = self.kept.take() {
            match kept.note(&line) {
                true => self.kept = Some(kept),
                false => kept.forget(),
            }
        }
        self.put(answer);
    }

    fn put(&mut self, answer: Answer) {
        match answer {
            Answer::Top(brand) => self.people = People::begin(brand),
            Answer::People { start, total, page } => self.people.take(start, total, page),
            Answer::Account(id, brand) => {
                let tree = &mut self.people.tree;
                let nodes = brand.map_or(Vec::new(), |brand| described(brand, tree.root()));
                tree.answer(&id, nodes);
            }
            Answer::Channels(account, list) => {
                self.channels.insert(account, list);
            }
            Answer::HasRules(has) => self.has_rules = Some(has),
            Answer::Rules(channel, list) => {
                self.rules.insert(channel, list.map(|list| *list));
            }
        }
    }
}
