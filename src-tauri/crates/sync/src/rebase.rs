//! The draft over what Rechat says now.
//!
//! A rebase decides nothing: whatever a merge with `theirs` finds before it, conflicts and all, it
//! finds after it. Where both sides changed one field, the base keeps what that field was. Where
//! they disagree about what there is, where it is or in which order, everything that hangs
//! together with it stays as it was on both sides, because what came in around it could tell the
//! two changes apart, or make them look alike.

mod tangles;

use std::collections::HashSet;

use routing::Book;
use routing::book::Channel;

use crate::merge::{Choices, Conflict, Merged, Side, accounts_of, merge};
use tangles::Tangles;

/// The draft and its base after Rechat moved on.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    /// Rechat's accounts and channels, except for what is in conflict; no users.
    pub base: Book,
    /// The draft with Rechat's changes, the draft's own side in every conflict.
    pub draft: Book,
    pub conflicts: Vec<Conflict>,
}

/// Moves the draft over `theirs`. Nothing of it is lost, and no conflict is decided.
pub fn rebase(base: &Book, mine: &Book, theirs: &Book) -> Rebased {
    let Merged {
        book: mut draft,
        conflicts,
    } = merge(base, mine, theirs, &Choices::new());
    if !conflicts.is_empty() {
        let own = conflicts.iter().map(|c| (c.id.clone(), Side::Mine));
        draft = merge(base, mine, theirs, &own.collect()).book;
    }
    let mut known = Book {
        accounts: theirs.accounts.clone(),
        users: Vec::new(),
        channels: theirs.channels.clone(),
    };
    let tangles = Tangles::of([base, mine, theirs]);
    let mut held = HashSet::new();
    for conflict in &conflicts {
        if put_back(&mut known, base, conflict).is_none() {
            let channel = conflict.channel.as_deref().unwrap_or_default();
            held.insert(tangles.of_channel(channel));
        }
    }
    if !held.is_empty() {
        let is_held = |channel: &Channel| held.contains(&tangles.of_channel(&channel.id));
        hold(&mut known.channels, base, &is_held);
        hold(&mut draft.channels, mine, &is_held);
        draft.accounts = accounts_of(mine, theirs, &draft.channels);
    }
    Rebased {
        base: known,
        draft,
        conflicts,
    }
}

/// Puts the field that a conflict is about back to what it was. `None` if it is about more than
/// the field of a thing that there was.
fn put_back(known: &mut Book, base: &Book, conflict: &Conflict) -> Option<()> {
    let channel = conflict.channel.as_ref()?;
    if let Some(id) = &conflict.rule {
        let mut rules = known.channels.iter_mut().flat_map(|c| &mut c.rules);
        let rule = rules.find(|rule| rule.id == *id)?;
        let mut rules = base.channels.iter().flat_map(|c| &c.rules);
        let was = rules.find(|rule| rule.id == *id)?.clone();
        match conflict.id.strip_prefix(&format!("rule:{id}:"))? {
            "name" => rule.name = was.name,
            "enabled" => rule.enabled = was.enabled,
            "when" => rule.when = was.when,
            "then" => rule.then = was.then,
            "follow_up" => rule.follow_up = was.follow_up,
            _ => return None,
        }
        return Some(());
    }
    let known = known.channels.iter_mut().find(|c| c.id == *channel)?;
    let was = base.channels.iter().find(|c| c.id == *channel)?.clone();
    match conflict.id.strip_prefix(&format!("channel:{channel}:"))? {
        "name" => known.name = was.name,
        "mls" => known.mls = was.mls,
        "time_zone" => known.time_zone = was.time_zone,
        "honor_assignees" => known.policies.honor_assignees = was.policies.honor_assignees,
        "returning_lead_days" => {
            known.policies.returning_lead_days = was.policies.returning_lead_days;
        }
        "fallback" => known.fallback = was.fallback,
        "follow_up" => known.follow_up = was.follow_up,
        _ => return None,
    }
    Some(())
}

/// Makes what is held all that it was.
fn hold(channels: &mut Vec<Channel>, was: &Book, is_held: &impl Fn(&Channel) -> bool) {
    let mut kept: Vec<&Channel> = was.channels.iter().filter(|c| is_held(c)).collect();
    let mut list = Vec::new();
    for channel in channels.drain(..) {
        if !is_held(&channel) {
            list.push(channel);
        } else if let Some(at) = kept.iter().position(|known| known.id == channel.id) {
            list.push(kept.remove(at).clone());
        }
    }
    list.extend(kept.into_iter().cloned());
    *channels = list;
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
