//! Three-way merge of books: `base` is what Rechat last said, `mine` the draft over it, `theirs`
//! what Rechat says now.
//!
//! Channels and rules are matched by id and merged field by field; a move is a field like any
//! other, so a rule that was moved here and edited there is both. Where both sides changed the
//! same thing differently there is a [`Conflict`], and nothing is decided without a [`Side`]
//! chosen for it: until then the merged book holds what Rechat has. Accounts and users are
//! Rechat's; what only the draft knows of them (absences, caps) is kept.

mod accounts;
mod channels;
mod order;
mod rules;

use std::collections::BTreeMap;

pub(crate) use accounts::merge as accounts_of;
use routing::book::Book;
use routing::roster::Roster;
use serde::{Deserialize, Serialize};

/// Which version of a conflicting thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Mine,
    Theirs,
}

/// Choices made so far, by [`Conflict::id`].
pub type Choices = BTreeMap<String, Side>;

/// Both sides changed one thing, and not to the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Stable while both sides stay as they are: `rule:<id>:when`, `channel:<id>:fallback`, …
    pub id: String,
    pub channel: Option<String>,
    pub rule: Option<String>,
    /// What it is about, in words: `the condition of “Luxury”`.
    pub about: String,
    pub mine: String,
    pub theirs: String,
    pub chosen: Option<Side>,
}

/// The merged book, and what had to be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    pub book: Book,
    pub conflicts: Vec<Conflict>,
}

/// Merges the draft and Rechat. The book is sound if all three are.
pub fn merge(base: &Book, mine: &Book, theirs: &Book, choices: &Choices) -> Merged {
    let mut merger = Merger {
        mine: Roster::new(&mine.accounts, &[]),
        theirs: Roster::new(&theirs.accounts, &[]),
        choices,
        conflicts: Vec::new(),
    };
    let mut channels = merger.channels(base, mine, theirs);
    merger.rules(base, mine, theirs, &mut channels);
    let accounts = accounts::merge(mine, theirs, &channels);
    let book = Book {
        accounts,
        users: theirs.users.clone(),
        channels,
    };
    Merged {
        book,
        conflicts: merger.conflicts,
    }
}

struct Merger<'c> {
    /// Names as each side has them.
    mine: Roster,
    theirs: Roster,
    choices: &'c Choices,
    conflicts: Vec<Conflict>,
}

/// What a conflict is about.
struct About {
    id: String,
    channel: Option<String>,
    rule: Option<String>,
    words: String,
}

impl Merger<'_> {
    /// What becomes of a value that each side may have changed. `base` is `None` where the thing
    /// is new on both sides.
    fn field<T: PartialEq + Clone>(
        &mut self,
        base: Option<&T>,
        mine: &T,
        theirs: &T,
        about: impl FnOnce() -> About,
        say: impl Fn(&Roster, &T) -> String,
    ) -> T {
        if mine == theirs || base == Some(mine) {
            return theirs.clone();
        }
        if base == Some(theirs) {
            return mine.clone();
        }
        let (my_words, their_words) = (say(&self.mine, mine), say(&self.theirs, theirs));
        match self.conflict(about(), my_words, their_words) {
            Side::Mine => mine.clone(),
            Side::Theirs => theirs.clone(),
        }
    }

    /// Notes a conflict and answers the side to keep, Rechat's until one is chosen.
    fn conflict(&mut self, about: About, mine: String, theirs: String) -> Side {
        let chosen = self.choices.get(&about.id).copied();
        let About {
            id,
            channel,
            rule,
            words: about,
        } = about;
        self.conflicts.push(Conflict {
            id,
            channel,
            rule,
            about,
            mine,
            theirs,
            chosen,
        });
        chosen.unwrap_or(Side::Theirs)
    }
}
