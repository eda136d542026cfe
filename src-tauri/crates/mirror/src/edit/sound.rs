//! Judging a part as the book's reader does: in a book of just it and the accounts it names.

use std::collections::HashSet;

use routing::Book;
use routing::book::{Account, Action, Channel, Fallback, FollowUp, Pool, Rule};

use super::Draft;
use crate::accounts;
use crate::error::{At, MirrorError, Result};

impl Draft<'_> {
    /// Places count from `part` of the rule; an empty one is the rule itself.
    pub(super) fn sound_rule(&self, channel: &Channel, rule: &Rule, part: &str) -> Result<()> {
        let alone = Channel {
            rules: vec![rule.clone()],
            fallback: Fallback::default(),
            follow_up: Vec::new(),
            ..channel.clone()
        };
        self.sound(alone, &format!("channels[0].rules[0].{part}"))
    }

    /// Places count from `part` of the channel, whose rules are not looked at.
    pub(super) fn sound_channel(&self, channel: &Channel, part: &str) -> Result<()> {
        let alone = Channel {
            rules: Vec::new(),
            ..channel.clone()
        };
        self.sound(alone, &format!("channels[0].{part}"))
    }

    fn sound(&self, channel: Channel, part: &str) -> Result<()> {
        let mut accounts = Vec::new();
        let mut known = HashSet::new();
        for named in accounts_named(&channel) {
            for account in accounts::path_to(self.conn, named).at(self.path)? {
                if known.insert(account.id.clone()) {
                    accounts.push(account);
                }
            }
        }
        judge(
            Book {
                accounts,
                channels: vec![channel],
                ..Book::default()
            },
            part,
        )
    }

    /// Judges an account with its ancestors. Places count from the account.
    pub(super) fn sound_account(&self, account: &Account) -> Result<()> {
        let mut path = accounts::path_to(self.conn, &account.id).at(self.path)?;
        path.pop();
        let part = format!("accounts[{}].", path.len());
        path.push(account.clone());
        judge(
            Book {
                accounts: path,
                ..Book::default()
            },
            &part,
        )
    }
}

fn judge(book: Book, part: &str) -> Result<()> {
    let Err(problems) = Book::read(book.write().as_bytes()) else {
        return Ok(());
    };
    let mut problems = problems.listed;
    for problem in &mut problems {
        if let Some(place) = problem.place.strip_prefix(part) {
            problem.place = place.trim_start_matches('.').to_owned();
        }
    }
    Err(MirrorError::Refused { problems })
}

fn accounts_named(channel: &Channel) -> Vec<&str> {
    let mut named = vec![&*channel.account];
    for rule in &channel.rules {
        match &rule.then {
            Action::SpecificAgent { agent } => named.push(agent),
            Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => {
                named.extend(members(pool));
            }
            Action::Custom { .. } => {}
        }
        named.extend(notified(&rule.follow_up));
    }
    match &channel.fallback {
        Fallback::Inbox => {}
        Fallback::SpecificAgent { agent } => named.push(agent),
        Fallback::RoundRobin { pool } => named.extend(members(pool)),
    }
    named.extend(notified(&channel.follow_up));
    named
}

fn members(pool: &Pool) -> impl Iterator<Item = &str> {
    let members = match pool {
        Pool::All => &[][..],
        Pool::Members(members) => members,
    };
    members.iter().map(|member| &*member.account)
}

fn notified(follow_ups: &[FollowUp]) -> impl Iterator<Item = &str> {
    follow_ups.iter().filter_map(|follow_up| match follow_up {
        FollowUp::Notify { account } => Some(&**account),
        FollowUp::Tag { .. } | FollowUp::Task { .. } | FollowUp::Flow { .. } => None,
    })
}
