//! The draft over what Rechat says now.

use std::collections::HashSet;

use routing::Book;
use routing::book::{Channel, Rule};

use crate::merge::{Choices, Conflict, Merged, Side, merge};

/// The draft and its base after Rechat moved on.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    /// Rechat's channels, except where both sides changed one thing: there it stays what it was,
    /// so that the conflict is found again until somebody chooses.
    pub base: Book,
    /// The draft with Rechat's changes, the draft's own side in every conflict.
    pub draft: Book,
    pub conflicts: Vec<Conflict>,
}

/// Moves the draft over `theirs`. Nothing of it is lost, and no conflict is decided.
pub fn rebase(base: &Book, mine: &Book, theirs: &Book) -> Rebased {
    let open = merge(base, mine, theirs, &Choices::new());
    if open.conflicts.is_empty() {
        let base = theirs.clone();
        let (draft, conflicts) = (open.book, open.conflicts);
        return Rebased {
            base,
            draft,
            conflicts,
        };
    }
    // From the draft's point of view, what was and what is are the two sides: where only Rechat
    // changed something they differ from each other alone, and Rechat's is taken; where all three
    // differ it is a conflict, and what was is kept.
    let mut kept = settled(mine, base, theirs, Side::Mine).book;
    for conflict in &open.conflicts {
        // Whether a channel is there is decided by all of it at once, so all of it stays.
        let of_channel = conflict.channel.as_deref();
        let id = of_channel.filter(|id| conflict.id == format!("channel:{id}:deletion"));
        if let Some(was) = base.channels.iter().find(|c| Some(c.id.as_str()) == id) {
            put_back(&mut kept, was, base);
        }
    }
    // Seen from the draft, an order that both sides changed may look settled; it is not.
    for was in &base.channels {
        let order = format!("channel:{}:order", was.id);
        let is_open = open.conflicts.iter().any(|conflict| conflict.id == order);
        if let Some(known) = kept.channels.iter_mut().find(|c| is_open && c.id == was.id) {
            as_it_stood(&mut known.rules, was);
        }
    }
    Rebased {
        base: kept,
        draft: settled(base, mine, theirs, Side::Mine).book,
        conflicts: open.conflicts,
    }
}

/// Makes a channel all that it was: its rules come back from wherever they went, and rules that
/// came to it go back to where they were.
fn put_back(book: &mut Book, was: &Channel, before: &Book) {
    let own: HashSet<&str> = was.rules.iter().map(|rule| rule.id.as_str()).collect();
    let mut strangers = Vec::new();
    for channel in &mut book.channels {
        let rules = std::mem::take(&mut channel.rules);
        for rule in rules {
            match (own.contains(rule.id.as_str()), channel.id == was.id) {
                (true, _) => {}
                (false, true) => strangers.push(rule),
                (false, false) => channel.rules.push(rule),
            }
        }
    }
    match book.channels.iter_mut().find(|known| known.id == was.id) {
        Some(known) => known.clone_from(was),
        None => book.channels.push(was.clone()),
    }
    for rule in strangers {
        let has_it = |channel: &&Channel| channel.rules.iter().any(|known| known.id == rule.id);
        let Some(home) = before.channels.iter().find(has_it) else {
            continue;
        };
        if let Some(known) = book.channels.iter_mut().find(|known| known.id == home.id) {
            known.rules.push(rule);
            as_it_stood(&mut known.rules, home);
        }
    }
}

/// Puts the rules that a channel had before into the order they had there, among those places that
/// they hold now.
fn as_it_stood(rules: &mut [Rule], was: &Channel) {
    let rank = |rule: &Rule| was.rules.iter().position(|known| known.id == rule.id);
    let mut in_order: Vec<Rule> = rules
        .iter()
        .filter(|rule| rank(rule).is_some())
        .cloned()
        .collect();
    in_order.sort_by_key(rank);
    let places = rules.iter_mut().filter(|rule| rank(rule).is_some());
    for (place, rule) in places.zip(in_order) {
        *place = rule;
    }
}

/// Merges with one side chosen in every conflict, also in those that a choice brings up.
pub(crate) fn settled(base: &Book, mine: &Book, theirs: &Book, side: Side) -> Merged {
    let mut choices = Choices::new();
    loop {
        let merged = merge(base, mine, theirs, &choices);
        let before = choices.len();
        let open = merged.conflicts.iter().map(|c| (c.id.clone(), side));
        choices.extend(open);
        if choices.len() == before {
            return merged;
        }
    }
}
