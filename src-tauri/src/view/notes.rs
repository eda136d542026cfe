//! What an edit left that somebody should look at: agents a channel cannot reach, pools with
//! nobody in them, expressions that name who is gone.

use routing::book::{Action, Fallback, Pool, Rule};
use routing::roster::Roster;
use routing::words;

use crate::snapshot::Snapshot;
use crate::wire::{AccountRef, EditNote, NoteCode};

pub fn of_rule(snapshot: &Snapshot, rule: &Rule) -> Vec<EditNote> {
    let title = format!(
        "“{}”",
        words::rule_title(&snapshot.roster, &snapshot.route.channel, rule)
    );
    let (named, pool) = match &rule.then {
        Action::SpecificAgent { agent } => (vec![&**agent], None),
        Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => {
            (members(pool), Some(pool))
        }
        Action::Custom { .. } => return Vec::new(),
    };
    let empty = format!("{title} has nobody in its pool and passes every lead on");
    notes(snapshot, Some(&rule.id), &title, &named, pool, empty)
}

pub fn of_fallback(snapshot: &Snapshot) -> Vec<EditNote> {
    let (named, pool) = match &snapshot.route.channel.fallback {
        Fallback::Inbox => return Vec::new(),
        Fallback::SpecificAgent { agent } => (vec![&**agent], None),
        Fallback::RoundRobin { pool } => (members(pool), Some(pool)),
    };
    let empty = "The fallback has nobody in its pool and leaves every lead in the inbox";
    notes(
        snapshot,
        None,
        "The fallback",
        &named,
        pool,
        empty.to_owned(),
    )
}

fn notes(
    snapshot: &Snapshot,
    rule: Option<&str>,
    title: &str,
    named: &[&str],
    pool: Option<&Pool>,
    empty: String,
) -> Vec<EditNote> {
    let Snapshot { roster, route } = snapshot;
    let note = |code, accounts, words| EditNote {
        code,
        channel: route.channel.id.clone(),
        rule: rule.map(str::to_owned),
        accounts,
        words,
    };
    let mut notes = Vec::new();
    if matches!(pool, Some(Pool::Members(members)) if members.is_empty()) {
        notes.push(note(NoteCode::EmptyPool, Vec::new(), empty));
    }
    let outside: Vec<&str> = named
        .iter()
        .copied()
        .filter(|id| is_outside(snapshot, id))
        .collect();
    if !outside.is_empty() {
        let who = words::agents_phrase(roster, &outside);
        let here = words::account_name(roster, &route.channel.account);
        let accounts = outside.iter().map(|id| reference(roster, id)).collect();
        let words = format!("{title} cannot give leads to {who}, outside {here}");
        notes.push(note(NoteCode::OutOfScope, accounts, words));
    }
    notes
}

/// Nobody of the account belongs to the channel's account.
pub fn is_outside(snapshot: &Snapshot, account: &str) -> bool {
    let Snapshot { roster, route } = snapshot;
    roster.find(account).is_some_and(|ix| {
        let below = roster.scope(ix);
        below.end <= route.scope.start || route.scope.end <= below.start
    })
}

pub fn in_expression(snapshot: &Snapshot, rule: &str, gone: &str) -> Option<EditNote> {
    let Snapshot { roster, route } = snapshot;
    let rule = route.channel.rules.iter().find(|known| known.id == rule)?;
    let title = words::rule_title(roster, &route.channel, rule);
    let who = words::account_name(roster, gone);
    Some(EditNote {
        code: NoteCode::NamedInExpression,
        channel: route.channel.id.clone(),
        rule: Some(rule.id.clone()),
        accounts: vec![reference(roster, gone)],
        words: format!("The expression of “{title}” still names {who}"),
    })
}

pub fn reference(roster: &Roster, id: &str) -> AccountRef {
    AccountRef {
        id: id.to_owned(),
        name: words::account_name(roster, id),
    }
}

fn members(pool: &Pool) -> Vec<&str> {
    match pool {
        Pool::All => Vec::new(),
        Pool::Members(members) => members.iter().map(|member| &*member.account).collect(),
    }
}
