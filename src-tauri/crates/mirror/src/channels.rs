//! Channels and their rules. A rule's condition, action and follow-ups are kept as the book writes
//! them, so that whatever a book can say the mirror can hold.

use routing::Problem;
use routing::book::{
    Channel, Condition, Fallback, FollowUp, Policies, Rule, read_action, read_condition,
    read_fallback, read_follow_ups,
};
use routing::fields::Field;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::accounts::unreadable;
use crate::error::{At, Result};
use crate::reader::Reader;
use crate::users::parsed;

/// A channel as a list of channels shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    pub id: String,
    pub account: String,
    pub name: Option<String>,
    pub is_default: bool,
    pub rules: u32,
}

const COLUMNS: &str = "id, account, name, is_default, mls, time_zone, honor_assignees, returning_lead_days, \
                       fallback, follow_up";

impl Reader {
    /// The channels of one account, in the book's order.
    pub fn channels(&self, account: &str) -> Result<Vec<ChannelRow>> {
        rows(&self.conn, "WHERE account = ?1", [account]).at(&self.path)
    }

    /// The channels of every account, in the book's order.
    pub fn all_channels(&self) -> Result<Vec<ChannelRow>> {
        rows(&self.conn, "", []).at(&self.path)
    }

    /// The channels of every account with their rules, in the book's order.
    pub fn whole_channels(&self) -> Result<Vec<Channel>> {
        self.snapshot(all).at(&self.path)
    }

    /// A channel with its rules.
    pub fn channel(&self, id: &str) -> Result<Option<Channel>> {
        one(&self.conn, id).at(&self.path)
    }

    /// Every condition of the book that tests a field, in no order.
    pub fn conditions_on(&self, field: Field) -> Result<Vec<Condition>> {
        let read = || {
            self.conn
                .prepare_cached("SELECT condition FROM rules WHERE instr(condition, ?1)")?
                .query_map([format!("\"field\":\"{}\"", field.name())], |row| {
                    part(row, 0, read_condition)
                })?
                .filter_map(rusqlite::Result::transpose)
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }

    /// Tags that follow-ups of rules put on leads, each as often as one does.
    pub fn tags_given(&self) -> Result<Vec<String>> {
        let read = || {
            let given: Vec<Vec<FollowUp>> = self
                .conn
                .prepare_cached("SELECT follow_up FROM rules WHERE instr(follow_up, '\"tag\"')")?
                .query_map([], |row| {
                    Ok(part(row, 0, read_follow_ups)?.unwrap_or_default())
                })?
                .collect::<rusqlite::Result<_>>()?;
            let tags = given.into_iter().flatten();
            Ok(tags
                .filter_map(|follow_up| match follow_up {
                    FollowUp::Tag { tag } => Some(tag),
                    _ => None,
                })
                .collect())
        };
        read().at(&self.path)
    }

    /// The rule with this id, and its channel's id.
    pub fn rule(&self, id: &str) -> Result<Option<(String, Rule)>> {
        rule(&self.conn, id).at(&self.path)
    }
}

fn rows(
    conn: &Connection,
    which: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<Vec<ChannelRow>> {
    let sql = format!(
        "SELECT id, account, name, is_default, (SELECT count(*) FROM rules WHERE channel = channels.id) \
         FROM channels {which} ORDER BY place"
    );
    conn.prepare_cached(&sql)?
        .query_map(params, |row| {
            Ok(ChannelRow {
                id: row.get(0)?,
                account: row.get(1)?,
                name: row.get(2)?,
                is_default: row.get(3)?,
                rules: row.get(4)?,
            })
        })?
        .collect()
}

pub fn one(conn: &Connection, id: &str) -> rusqlite::Result<Option<Channel>> {
    let Some(mut channel) = without_rules(conn, id)? else {
        return Ok(None);
    };
    channel.rules = conn
        .prepare_cached(&format!(
            "SELECT {RULE} FROM rules WHERE channel = ?1 ORDER BY place"
        ))?
        .query_map([id], read_rule)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(channel))
}

pub fn without_rules(conn: &Connection, id: &str) -> rusqlite::Result<Option<Channel>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM channels WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Every channel with its rules, in the book's order.
pub fn all(conn: &Connection) -> rusqlite::Result<Vec<Channel>> {
    let mut select = conn.prepare_cached("SELECT id FROM channels ORDER BY place")?;
    let ids: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    ids.iter()
        .filter_map(|id| one(conn, id).transpose())
        .collect()
}

pub fn rule(conn: &Connection, id: &str) -> rusqlite::Result<Option<(String, Rule)>> {
    conn.prepare_cached(&format!("SELECT {RULE}, channel FROM rules WHERE id = ?1"))?
        .query_row([id], |row| Ok((row.get(6)?, read_rule(row)?)))
        .optional()
}

fn read(row: &Row) -> rusqlite::Result<Channel> {
    Ok(Channel {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        is_default: row.get(3)?,
        mls: parsed(row, 4)?,
        time_zone: row
            .get_ref(5)?
            .as_str()?
            .parse()
            .map_err(|_| unreadable(5, "unknown time zone".into()))?,
        policies: Policies {
            honor_assignees: row.get(6)?,
            returning_lead_days: row.get(7)?,
        },
        rules: Vec::new(),
        fallback: part(row, 8, read_fallback)?.unwrap_or(Fallback::Inbox),
        follow_up: part(row, 9, read_follow_ups)?.unwrap_or_default(),
    })
}

const RULE: &str = "id, name, enabled, condition, action, follow_up";

fn read_rule(row: &Row) -> rusqlite::Result<Rule> {
    Ok(Rule {
        id: row.get(0)?,
        name: row.get(1)?,
        enabled: row.get(2)?,
        when: part(row, 3, read_condition)?,
        then: part(row, 4, read_action)?
            .ok_or_else(|| unreadable(4, "a rule has no action".into()))?,
        follow_up: part(row, 5, read_follow_ups)?.unwrap_or_default(),
    })
}

/// A column in the book's own JSON; `None` for NULL.
pub fn part<T>(
    row: &Row,
    column: usize,
    read: fn(&str) -> std::result::Result<T, Vec<Problem>>,
) -> rusqlite::Result<Option<T>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else {
        return Ok(None);
    };
    let said = |problems: Vec<Problem>| {
        problems
            .first()
            .map_or_else(String::new, Problem::to_string)
    };
    read(text)
        .map(Some)
        .map_err(|problems| unreadable(column, said(problems)))
}
