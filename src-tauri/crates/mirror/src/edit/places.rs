//! Where a book names an account, and naming another there.

use routing::book::{
    Action, Channel, Fallback, FollowUp, Pool, Rule, read_action, read_fallback, read_follow_ups,
};
use rusqlite::Connection;

use crate::channels::part;
use crate::error::{At, Result};
use crate::reader::Reader;

/// A part of a channel or rule that can name accounts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    RuleAction(String),
    RuleFollowUp(String),
    /// Of the channel with this id.
    Fallback(String),
    ChannelFollowUp(String),
}

/// One place that names an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOf {
    pub place: Place,
    pub channel: String,
    pub role: Role,
}

/// What an account is where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// All leads go to it.
    Alone,
    Member {
        /// Members of the pool.
        of: usize,
        weight: u32,
    },
    Notified,
    /// Its id stands in an expression as a text. Expressions are left as they are.
    InExpression,
}

impl Reader {
    /// Every place that names an account, rule by rule in the book's order.
    pub fn places_of(&self, account: &str) -> Result<Vec<PlaceOf>> {
        places_of(&self.conn, account).at(&self.path)
    }
}

pub fn places_of(conn: &Connection, account: &str) -> rusqlite::Result<Vec<PlaceOf>> {
    let mut found = Vec::new();
    // Text that has the id in it narrows the search; parsing decides.
    let needle = serde_json::Value::from(account).to_string();
    let needle = needle.trim_matches('"');
    let mut rules = conn.prepare_cached(
        "SELECT rules.id, rules.channel, rules.action, rules.follow_up FROM rules \
         JOIN channels ON channels.id = rules.channel \
         WHERE instr(rules.action, ?1) OR instr(ifnull(rules.follow_up, ''), ?1) \
         ORDER BY channels.place, rules.place",
    )?;
    let mut rows = rules.query([needle])?;
    while let Some(row) = rows.next()? {
        let (id, channel): (String, String) = (row.get(0)?, row.get(1)?);
        let action = part(row, 2, read_action)?.and_then(|action| in_action(&action, account));
        let follow_up = part(row, 3, read_follow_ups)?.unwrap_or_default();
        let roles = [
            (Place::RuleAction(id.clone()), action),
            (Place::RuleFollowUp(id), in_notices(&follow_up, account)),
        ];
        push(&mut found, &channel, roles);
    }
    let mut channels = conn.prepare_cached(
        "SELECT id, fallback, follow_up FROM channels \
         WHERE instr(fallback, ?1) OR instr(ifnull(follow_up, ''), ?1) ORDER BY place",
    )?;
    let mut rows = channels.query([needle])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let fallback = part(row, 1, read_fallback)?.unwrap_or_default();
        let follow_up = part(row, 2, read_follow_ups)?.unwrap_or_default();
        let roles = [
            (Place::Fallback(id.clone()), in_fallback(&fallback, account)),
            (
                Place::ChannelFollowUp(id.clone()),
                in_notices(&follow_up, account),
            ),
        ];
        push(&mut found, &id, roles);
    }
    Ok(found)
}

fn push(found: &mut Vec<PlaceOf>, channel: &str, roles: [(Place, Option<Role>); 2]) {
    found.extend(roles.into_iter().filter_map(|(place, role)| {
        Some(PlaceOf {
            place,
            channel: channel.to_owned(),
            role: role?,
        })
    }));
}

fn in_action(action: &Action, account: &str) -> Option<Role> {
    match action {
        Action::SpecificAgent { agent } => (agent == account).then_some(Role::Alone),
        Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => in_pool(pool, account),
        Action::Custom { expression } => ['\'', '"']
            .iter()
            .any(|quote| expression.contains(&format!("{quote}{account}{quote}")))
            .then_some(Role::InExpression),
    }
}

fn in_fallback(fallback: &Fallback, account: &str) -> Option<Role> {
    match fallback {
        Fallback::Inbox => None,
        Fallback::SpecificAgent { agent } => (agent == account).then_some(Role::Alone),
        Fallback::RoundRobin { pool } => in_pool(pool, account),
    }
}

fn in_pool(pool: &Pool, account: &str) -> Option<Role> {
    let Pool::Members(members) = pool else {
        return None;
    };
    let member = members.iter().find(|member| member.account == account)?;
    Some(Role::Member {
        of: members.len(),
        weight: member.weight,
    })
}

fn in_notices(follow_ups: &[FollowUp], account: &str) -> Option<Role> {
    follow_ups
        .iter()
        .any(|known| known.account() == Some(account))
        .then_some(Role::Notified)
}

/// Whoever takes an account's place would be nobody.
pub(super) struct Alone;

pub(super) fn replace_in_rule(
    rule: &mut Rule,
    place: &Place,
    from: &str,
    to: Option<&str>,
) -> std::result::Result<(), Alone> {
    match place {
        Place::RuleFollowUp(_) => replace_in_notices(&mut rule.follow_up, from, to),
        _ => match &mut rule.then {
            Action::SpecificAgent { agent } if agent == from => {
                to.ok_or(Alone)?.clone_into(agent);
            }
            Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => {
                replace_in_pool(pool, from, to);
            }
            Action::SpecificAgent { .. } | Action::Custom { .. } => {}
        },
    }
    Ok(())
}

pub(super) fn replace_in_channel(
    channel: &mut Channel,
    place: &Place,
    from: &str,
    to: Option<&str>,
) {
    match place {
        Place::ChannelFollowUp(_) => replace_in_notices(&mut channel.follow_up, from, to),
        _ => match &mut channel.fallback {
            Fallback::SpecificAgent { agent } if agent == from => match to {
                Some(to) => to.clone_into(agent),
                None => channel.fallback = Fallback::Inbox,
            },
            Fallback::RoundRobin { pool } => replace_in_pool(pool, from, to),
            Fallback::SpecificAgent { .. } | Fallback::Inbox => {}
        },
    }
}

/// The new member gets the old one's turns and weight, unless it has its own.
fn replace_in_pool(pool: &mut Pool, from: &str, to: Option<&str>) {
    let Pool::Members(members) = pool else { return };
    match to.filter(|to| members.iter().all(|member| member.account != **to)) {
        None => members.retain(|member| member.account != from),
        Some(to) => members
            .iter_mut()
            .filter(|member| member.account == from)
            .for_each(|member| to.clone_into(&mut member.account)),
    }
}

fn replace_in_notices(follow_ups: &mut Vec<FollowUp>, from: &str, to: Option<&str>) {
    let is_told = |follow_up: &FollowUp, who: &str| follow_up.account() == Some(who);
    match to.filter(|to| follow_ups.iter().all(|known| !is_told(known, to))) {
        None => follow_ups.retain(|known| !is_told(known, from)),
        Some(to) => {
            for known in follow_ups {
                match known {
                    FollowUp::Notify { account } if account == from => to.clone_into(account),
                    FollowUp::Notify { .. }
                    | FollowUp::Tag { .. }
                    | FollowUp::Task { .. }
                    | FollowUp::Flow { .. } => {}
                }
            }
        }
    }
}
