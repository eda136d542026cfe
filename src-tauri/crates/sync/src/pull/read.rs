//! What a pull has read so far: the answers, each put where it belongs as it comes.

use std::collections::HashMap;

use remote::RuleList;
use remote::wire::{Brand, LeadChannel, UserRow};

use super::people::People;

#[derive(Debug, Default)]
pub struct Read {
    pub root: Option<String>,
    pub people: People,
    pub channels: HashMap<String, Vec<LeadChannel>>,
    pub has_rules: Option<bool>,
    pub rules: HashMap<String, Option<RuleList>>,
}

#[derive(Debug)]
pub enum Answer {
    /// The brokerage's own account, with which a reading of the people begins.
    Top(Brand),
    /// A page of users.
    People {
        start: usize,
        total: Option<u64>,
        rows: Vec<UserRow>,
    },
    /// An account that was named; `None` where there is none.
    Account(String, Option<Brand>),
    /// The channels of an account.
    Channels(String, Vec<LeadChannel>),
    HasRules(bool),
    /// The rules of a channel; `None` where it is gone.
    Rules(String, Option<Box<RuleList>>),
}

impl Read {
    pub fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Top(brand) => self.people = People::begin(brand),
            Answer::People { start, total, rows } => self.people.take(start, total, rows),
            Answer::Account(id, brand) => self.people.tree.answer(&id, brand),
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
