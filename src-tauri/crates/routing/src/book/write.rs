//! Writing a book: canonical, so the same book always gives the same bytes.
//!
//! Keys come in one fixed order, what is at its default is left out, numbers are as short as they
//! can be and still read back the same. The mirror stores conditions and actions in the same
//! shapes, compact.

use std::io;

use chrono::NaiveDate;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{
    Account, AccountKind, Action, Away, Book, Channel, Condition, FORMAT, Fallback, FollowUp,
    Member, MlsId, OnTimeout, Policies, Pool, Rule, Test, User, VERSION, Value,
};
use crate::condition::weekday_name;

impl Book {
    /// The book as canonical JSON text: two-space indentation and a final newline.
    pub fn write(&self) -> String {
        // Text keys into memory: there is nothing here that serde_json could refuse.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The same text, piece by piece as it is written.
    pub fn write_to(&self, mut to: impl io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut to, self)?;
        to.write_all(b"\n")
    }
}

/// A condition as compact JSON, in the book's shape.
pub fn condition_json(condition: &Condition) -> String {
    compact(condition)
}

/// An action as compact JSON, in the book's shape.
pub fn action_json(action: &Action) -> String {
    compact(action)
}

/// A fallback as compact JSON, in the book's shape; the inbox too is written out.
pub fn fallback_json(fallback: &Fallback) -> String {
    compact(fallback)
}

/// A list of follow-ups as compact JSON, in the book's shape.
pub fn follow_ups_json(follow_ups: &[FollowUp]) -> String {
    compact(follow_ups)
}

fn compact<T: Serialize + ?Sized>(part: &T) -> String {
    serde_json::to_string(part).unwrap_or_default()
}

impl Serialize for Book {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("accounts", &self.accounts)?;
        map.serialize_entry("users", &self.users)?;
        map.serialize_entry("channels", &self.channels)?;
        map.end()
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("kind", &self.kind)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("parent", &self.parent)?;
        if !self.active {
            map.serialize_entry("status", "inactive")?;
        }
        list_entry(&mut map, "away", &self.away)?;
        some_entry(&mut map, "daily_cap", self.daily_cap.as_ref())?;
        map.end()
    }
}

impl Serialize for AccountKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl Serialize for Away {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("from", &date_text(self.from))?;
        map.serialize_entry("through", &date_text(self.through))?;
        map.end()
    }
}

impl Serialize for User {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("accounts", &self.accounts)?;
        some_entry(&mut map, "first_name", self.first_name.as_ref())?;
        some_entry(&mut map, "last_name", self.last_name.as_ref())?;
        list_entry(&mut map, "emails", &self.emails)?;
        list_entry(&mut map, "phones", &self.phones)?;
        list_entry(&mut map, "mls", &self.mls)?;
        map.end()
    }
}

impl Serialize for MlsId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("mls", &self.mls)?;
        map.serialize_entry("id", &self.id)?;
        map.end()
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("account", &self.account)?;
        map.serialize_entry("name", &self.name)?;
        if self.is_default {
            map.serialize_entry("is_default", &true)?;
        }
        some_entry(&mut map, "mls", self.mls.as_ref())?;
        if self.time_zone != chrono_tz::Tz::UTC {
            map.serialize_entry("time_zone", self.time_zone.name())?;
        }
        if self.policies != Policies::default() {
            map.serialize_entry("policies", &self.policies)?;
        }
        map.serialize_entry("rules", &self.rules)?;
        if self.fallback != Fallback::default() {
            map.serialize_entry("fallback", &self.fallback)?;
        }
        list_entry(&mut map, "follow_up", &self.follow_up)?;
        map.end()
    }
}

impl Serialize for Policies {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let usual = Policies::default();
        let mut map = to.serialize_map(None)?;
        if self.honor_assignees != usual.honor_assignees {
            map.serialize_entry("honor_assignees", &self.honor_assignees)?;
        }
        if self.returning_lead_days != usual.returning_lead_days {
            map.serialize_entry("returning_lead_days", &self.returning_lead_days)?;
        }
        map.end()
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        some_entry(&mut map, "name", self.name.as_ref())?;
        if !self.enabled {
            map.serialize_entry("enabled", &false)?;
        }
        some_entry(&mut map, "when", self.when.as_ref())?;
        map.serialize_entry("then", &self.then)?;
        list_entry(&mut map, "follow_up", &self.follow_up)?;
        map.end()
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Condition::All(parts) => map.serialize_entry("all", parts)?,
            Condition::Any(parts) => map.serialize_entry("any", parts)?,
            Condition::Not(part) => map.serialize_entry("not", part)?,
            Condition::Test(Test { field, op, value }) => {
                map.serialize_entry("field", field.name())?;
                map.serialize_entry("op", op.name())?;
                if *value != Value::None {
                    map.serialize_entry("value", value)?;
                }
            }
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::None => to.serialize_unit(),
            Value::Text(text) => to.serialize_str(text),
            Value::Texts(texts) => texts.serialize(to),
            Value::Number(number) => Shortest(*number).serialize(to),
            Value::Numbers(low, high) => [Shortest(*low), Shortest(*high)].serialize(to),
            Value::Dates(from, through) => [date_text(*from), date_text(*through)].serialize(to),
            Value::Times(start, end) => [start.to_string(), end.to_string()].serialize(to),
            Value::Weekdays(days) => to.collect_seq(days.iter().map(|day| weekday_name(*day))),
        }
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Action::SpecificAgent { agent } => {
                map.serialize_entry("type", "specific_agent")?;
                map.serialize_entry("agent", agent)?;
            }
            Action::RoundRobin { pool } => {
                map.serialize_entry("type", "round_robin")?;
                map.serialize_entry("pool", pool)?;
            }
            Action::FirstToClaim {
                pool,
                window_minutes,
                on_timeout,
            } => {
                map.serialize_entry("type", "first_to_claim")?;
                map.serialize_entry("pool", pool)?;
                map.serialize_entry("window_minutes", window_minutes)?;
                if *on_timeout == OnTimeout::Fallback {
                    map.serialize_entry("on_timeout", "fallback")?;
                }
            }
            Action::Custom { expression } => {
                map.serialize_entry("type", "custom")?;
                map.serialize_entry("expression", expression)?;
            }
        }
        map.end()
    }
}

impl Serialize for Fallback {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Fallback::Inbox => map.serialize_entry("type", "inbox")?,
            Fallback::SpecificAgent { agent } => {
                map.serialize_entry("type", "specific_agent")?;
                map.serialize_entry("agent", agent)?;
            }
            Fallback::RoundRobin { pool } => {
                map.serialize_entry("type", "round_robin")?;
                map.serialize_entry("pool", pool)?;
            }
        }
        map.end()
    }
}

impl Serialize for Pool {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Pool::All => to.serialize_str("all"),
            Pool::Members(members) => members.serialize(to),
        }
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("account", &self.account)?;
        if self.weight != 1 {
            map.serialize_entry("weight", &self.weight)?;
        }
        map.end()
    }
}

impl Serialize for FollowUp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            FollowUp::Notify { account } => {
                map.serialize_entry("type", "notify")?;
                map.serialize_entry("account", account)?;
            }
            FollowUp::Tag { tag } => {
                map.serialize_entry("type", "tag")?;
                map.serialize_entry("tag", tag)?;
            }
            FollowUp::Task { title, due_minutes } => {
                map.serialize_entry("type", "task")?;
                map.serialize_entry("title", title)?;
                map.serialize_entry("due_minutes", due_minutes)?;
            }
            FollowUp::Flow { name } => {
                map.serialize_entry("type", "flow")?;
                map.serialize_entry("name", name)?;
            }
        }
        map.end()
    }
}

/// A number without a needless point or exponent: `1000000`, not `1000000.0`.
struct Shortest(f64);

impl Serialize for Shortest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // From 1e16 on, serde_json writes an exponent and has no point to drop.
        if self.0.fract() == 0.0 && self.0.abs() < 1e16 {
            to.serialize_i64(self.0 as i64)
        } else {
            to.serialize_f64(self.0)
        }
    }
}

fn date_text(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// Writes a list unless it is empty.
fn list_entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &str,
    list: &[T],
) -> Result<(), M::Error> {
    if list.is_empty() {
        Ok(())
    } else {
        map.serialize_entry(key, list)
    }
}

/// Writes a value where there is one.
fn some_entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}
