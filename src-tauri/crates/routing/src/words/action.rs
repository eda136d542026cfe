//! Actions, pools and follow-ups in words.

use super::{counted, listed, minutes};
use crate::book::{Action, Channel, Fallback, FollowUp, Member, OnTimeout, Pool, Rule};
use crate::roster::Roster;
use crate::route::members;

/// Most names in a phrase about agents.
const NAMES: usize = 4;

/// A name that says something.
pub fn named(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

/// A rule's name, or what it does where it has none.
pub fn rule_title(roster: &Roster, channel: &Channel, rule: &Rule) -> String {
    match named(rule.name.as_deref()) {
        Some(name) => name.to_owned(),
        None => action(roster, channel, &rule.then),
    }
}

/// A channel by its name: `“Listings”`, or that it has none.
pub fn channel_title(name: Option<&str>) -> String {
    named(name).map_or_else(|| UNNAMED.to_owned(), |name| format!("“{name}”"))
}

/// The same where a sentence does not say that it is of channels: `channel “Listings”`
pub fn channel_called(name: Option<&str>) -> String {
    named(name).map_or_else(|| UNNAMED.to_owned(), |name| format!("channel “{name}”"))
}

const UNNAMED: &str = "an unnamed channel";

/// `Round robin, 4 agents, Agent Smith ×2`
pub fn action(roster: &Roster, channel: &Channel, action: &Action) -> String {
    with_pool(roster, action, |pool| pool_words(roster, channel, pool))
}

/// The same with every member of the pool and the whole of an expression, as it would have to be
/// typed: `Round robin, Agent Smith ×2, Agent Brown and Uptown Office`
pub fn action_in_full(roster: &Roster, channel: &Channel, action: &Action) -> String {
    match action {
        Action::Custom { expression } => format!("Custom logic: {expression}"),
        _ => with_pool(roster, action, |pool| every_member(roster, channel, pool)),
    }
}

fn with_pool(roster: &Roster, action: &Action, pool_words: impl Fn(&Pool) -> String) -> String {
    match action {
        Action::SpecificAgent { agent } => account_name(roster, agent),
        Action::RoundRobin { pool } => format!("Round robin, {}", pool_words(pool)),
        Action::FirstToClaim {
            pool,
            window_minutes,
            on_timeout,
        } => {
            let then = match on_timeout {
                OnTimeout::NextRule => "next rule",
                OnTimeout::Fallback => "fallback",
            };
            let who = pool_words(pool);
            format!(
                "First to claim, {}, {who}, then {then}",
                minutes(*window_minutes)
            )
        }
        Action::Custom { .. } => "Custom logic".to_owned(),
    }
}

pub fn fallback(roster: &Roster, channel: &Channel) -> String {
    match &channel.fallback {
        Fallback::Inbox => format!("Inbox of {}", account_name(roster, &channel.account)),
        Fallback::SpecificAgent { agent } => account_name(roster, agent),
        Fallback::RoundRobin { pool } => {
            format!("Round robin, {}", pool_words(roster, channel, pool))
        }
    }
}

/// The same with every member of the pool.
pub fn fallback_in_full(roster: &Roster, channel: &Channel) -> String {
    match &channel.fallback {
        Fallback::RoundRobin { pool } => {
            format!("Round robin, {}", every_member(roster, channel, pool))
        }
        _ => fallback(roster, channel),
    }
}

fn every_member(roster: &Roster, channel: &Channel, pool: &Pool) -> String {
    let Pool::Members(list) = pool else {
        return pool_words(roster, channel, pool);
    };
    let name = |member: &Member| match member.weight {
        1 => account_name(roster, &member.account),
        weight => format!("{} ×{weight}", account_name(roster, &member.account)),
    };
    let names: Vec<String> = list.iter().map(name).collect();
    listed(&names, "and", usize::MAX)
}

fn pool_words(roster: &Roster, channel: &Channel, pool: &Pool) -> String {
    let scope = roster
        .find(&channel.account)
        .map_or(0..0, |ix| roster.scope(ix));
    let count = members(roster, &scope, pool).len();
    let agents = counted(count, "agent");
    match pool {
        Pool::All if count == 1 => "the one agent".to_owned(),
        Pool::All => format!(
            "all {count} agents of {}",
            account_name(roster, &channel.account)
        ),
        Pool::Members(list) => match weighted(roster, list) {
            Some(weights) => format!("{agents}, {weights}"),
            None => agents,
        },
    }
}

/// The members that get more turns than one: `Agent Smith ×2`.
fn weighted(roster: &Roster, members: &[Member]) -> Option<String> {
    let heavier: Vec<String> = members
        .iter()
        .filter(|member| member.weight > 1)
        .map(|member| {
            format!(
                "{} ×{}",
                account_name(roster, &member.account),
                member.weight
            )
        })
        .collect();
    (!heavier.is_empty()).then(|| listed(&heavier, "and", NAMES))
}

pub fn follow_up(roster: &Roster, follow_up: &FollowUp) -> String {
    match follow_up {
        FollowUp::Notify { account } => format!("Notify {}", account_name(roster, account)),
        FollowUp::Tag { tag } => format!("Tag {tag}"),
        FollowUp::Task {
            title,
            due_minutes: 0,
        } => format!("Task “{title}”, due at once"),
        FollowUp::Task { title, due_minutes } => {
            format!("Task “{title}”, due in {}", minutes(*due_minutes))
        }
        FollowUp::Flow { name } => format!("Start flow “{name}”"),
    }
}

/// All of a list: `Tag Luxury, Notify Agent Smith`, or `nothing`.
pub fn follow_ups(roster: &Roster, list: &[FollowUp]) -> String {
    match list {
        [] => "nothing".to_owned(),
        some => {
            let words = some.iter().map(|one| follow_up(roster, one));
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

/// `Agent Smith`, `Agent Smith and Agent Brown`, `Agent Smith, Agent Brown, Agent Davis +7`
pub fn agents_phrase(roster: &Roster, ids: &[&str]) -> String {
    let names: Vec<String> = ids.iter().map(|id| account_name(roster, id)).collect();
    listed(&names, "and", NAMES)
}

/// The account's name, or that there is none.
pub fn account_name(roster: &Roster, id: &str) -> String {
    match roster.find(id) {
        Some(ix) => roster.name(ix).to_owned(),
        None => format!("unknown account {id}"),
    }
}
