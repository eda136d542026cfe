//! Judging a part as the book's reader does: in a book of just it and the accounts it names.

use std::collections::HashSet;

use routing::Book;
use routing::book::{Account, Channel, Fallback, Rule};

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
        for named in channel.accounts_named() {
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
