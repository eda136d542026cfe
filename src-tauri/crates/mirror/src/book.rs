//! A whole book in and out of the mirror.

mod people;

use std::collections::{HashMap, HashSet};

use routing::Book;
use routing::book::{Channel, Rule, action_json, condition_json, fallback_json, follow_ups_json};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::{At, Result, refused};
use crate::log::{Applied, advance, revision};
use crate::mirror::Mirror;
use crate::place::places;
use crate::reader::Reader;
use crate::samples::{self, Sample};
use crate::versions::{self, VersionKind};
use crate::{accounts, channels, sample, users};
pub use people::People;

impl Reader {
    /// The draft as a book: exactly the one imported, as edited since.
    pub fn export(&self) -> Result<Book> {
        self.snapshot(all).at(&self.path)
    }
}

impl Mirror {
    /// Replaces the draft by `book`, one edit to undo, and keeps it as a version. Samples stay; a
    /// mirror that was empty gets the shipped ones. The book must be sound: [`Book::read`] or
    /// [`Book::check`] had no problems with it.
    pub fn import(&mut self, book: &Book) -> Result<Option<Applied>> {
        let author = self.author.clone();
        let label = format!("Imported {}", title(book));
        self.record(|conn, path| {
            replace(conn, book).at(path)?;
            versions::keep(conn, book, VersionKind::Import, author.as_deref(), &label).at(path)?;
            Ok(label)
        })
    }

    /// As [`import`](Mirror::import), under a name of the caller's, who keeps a version or not.
    pub fn replace(&mut self, book: &Book, label: &str) -> Result<Option<Applied>> {
        self.record(|conn, path| {
            replace(conn, book).at(path)?;
            Ok(label.to_owned())
        })
    }

    /// Fills a mirror in which nothing was done yet. This is no edit: undo does not lead back
    /// behind what the mirror showed first.
    pub fn begin(&mut self, book: &Book, leads: &[Sample]) -> Result<()> {
        let author = self.author.clone();
        let Reader { conn, path } = &mut self.reader;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(path)?;
        if revision(&tx).at(path)? > 0 {
            return Err(refused(
                "already_begun",
                "only a new mirror can be filled without an edit",
            ));
        }
        put_book(&tx, book).at(path)?;
        put_samples(&tx, leads).at(path)?;
        let note = format!("Began with {}", title(book));
        versions::keep(&tx, book, VersionKind::Import, author.as_deref(), &note).at(path)?;
        advance(&tx, 0).at(path)?;
        tx.commit().at(path)
    }
}

pub fn all(conn: &Connection) -> rusqlite::Result<Book> {
    Ok(Book {
        accounts: accounts::all(conn)?,
        users: users::all(conn)?,
        channels: channels::all(conn)?,
    })
}

/// The brokerage's name.
fn title(book: &Book) -> &str {
    let mut accounts = book.accounts.iter();
    let root = accounts.find(|account| account.parent.is_none());
    root.map_or("a book", |root| &root.name)
}

fn replace(conn: &Connection, book: &Book) -> rusqlite::Result<()> {
    if is_empty(conn)? {
        put_samples(conn, &sample::samples(book))?;
    }
    put_book(conn, book)
}

fn is_empty(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_one(
        "SELECT NOT EXISTS (SELECT 1 FROM accounts) AND NOT EXISTS (SELECT 1 FROM samples)",
        [],
        |row| row.get(0),
    )
}

pub fn put_samples(conn: &Connection, leads: &[Sample]) -> rusqlite::Result<()> {
    leads.iter().try_for_each(|lead| samples::put(conn, lead))
}

/// Writes only rows that differ, so that the log holds differences too.
pub fn put_book(conn: &Connection, book: &Book) -> rusqlite::Result<()> {
    put_compared(conn, &People::compared(conn, book)?, &book.channels)
}

/// The same with the people of a book held against the mirror as it is.
pub fn put_compared(
    conn: &Connection,
    people: &People,
    channels: &[Channel],
) -> rusqlite::Result<()> {
    people.write(conn)?;
    put_channels(conn, channels)?;
    put_rules(conn, channels)
}

fn put_channels(conn: &Connection, channels: &[Channel]) -> rusqlite::Result<()> {
    let places = settle(
        conn,
        "channels",
        channels.iter().map(|channel| &*channel.id),
    )?;
    for (channel, place) in channels.iter().zip(places) {
        put_channel(conn, channel, place)?;
    }
    Ok(())
}

/// Writes a channel's own row; its rules are rows of their own.
pub fn put_channel(conn: &Connection, channel: &Channel, place: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO channels (id, place, account, name, is_default, mls, time_zone, honor_assignees, \
             returning_lead_days, fallback, follow_up) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
         ON CONFLICT (id) DO UPDATE SET (place, account, name, is_default, mls, time_zone, honor_assignees, \
             returning_lead_days, fallback, follow_up) = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
         WHERE (place, account, name, is_default, mls, time_zone, honor_assignees, returning_lead_days, fallback, \
             follow_up) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        channel.id,
        place,
        channel.account,
        channel.name,
        channel.is_default,
        channel.mls.as_deref().map(|mls| serde_json::Value::from(mls).to_string()),
        channel.time_zone.name(),
        channel.policies.honor_assignees,
        channel.policies.returning_lead_days,
        fallback_json(&channel.fallback),
        (!channel.follow_up.is_empty()).then(|| follow_ups_json(&channel.follow_up)),
    ])?;
    Ok(())
}

fn put_rules(conn: &Connection, channels: &[Channel]) -> rusqlite::Result<()> {
    let rules = channels.iter().flat_map(|channel| &channel.rules);
    let held = keep_only(conn, "rules", rules.map(|rule| &*rule.id))?;
    for channel in channels {
        let before: Vec<Option<i64>> = channel
            .rules
            .iter()
            .map(|rule| held.get(&rule.id).copied())
            .collect();
        for (rule, place) in channel.rules.iter().zip(places(&before)) {
            put_rule(conn, &channel.id, rule, place)?;
        }
    }
    Ok(())
}

pub fn put_rule(conn: &Connection, channel: &str, rule: &Rule, place: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO rules (id, channel, place, name, enabled, condition, action, follow_up) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (id) DO UPDATE SET (channel, place, name, enabled, condition, action, follow_up) \
             = (?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         WHERE (channel, place, name, enabled, condition, action, follow_up) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        rule.id,
        channel,
        place,
        rule.name,
        rule.enabled,
        rule.when.as_ref().map(condition_json),
        action_json(&rule.then),
        (!rule.follow_up.is_empty()).then(|| follow_ups_json(&rule.follow_up)),
    ])?;
    Ok(())
}

/// Removes the rows of `table` that are not wanted and gives the wanted ones their places.
fn settle<'a>(
    conn: &Connection,
    table: &str,
    wanted: impl Iterator<Item = &'a str> + Clone,
) -> rusqlite::Result<Vec<i64>> {
    let held = keep_only(conn, table, wanted.clone())?;
    Ok(places(
        &wanted.map(|id| held.get(id).copied()).collect::<Vec<_>>(),
    ))
}

/// Removes the rows of `table` that are not wanted; the places of those that were there.
fn keep_only<'a>(
    conn: &Connection,
    table: &str,
    wanted: impl Iterator<Item = &'a str>,
) -> rusqlite::Result<HashMap<String, i64>> {
    let held: HashMap<String, i64> = conn
        .prepare(&format!("SELECT id, place FROM {table}"))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if held.is_empty() {
        return Ok(held);
    }
    let wanted: HashSet<&str> = wanted.collect();
    let mut remove = conn.prepare(&format!("DELETE FROM {table} WHERE id = ?1"))?;
    for gone in held.keys().filter(|id| !wanted.contains(id.as_str())) {
        remove.execute([gone])?;
    }
    Ok(held)
}
