//! A whole book in and out of the mirror.

use std::collections::{HashMap, HashSet};

use routing::Book;
use routing::book::{
    Account, AccountKind, Channel, Rule, User, action_json, condition_json, fallback_json,
    follow_ups_json,
};
use rusqlite::{Connection, Row, TransactionBehavior, params};

use crate::error::{At, Result, refused};
use crate::log::{Applied, advance, revision};
use crate::mirror::Mirror;
use crate::place::places;
use crate::reader::Reader;
use crate::samples::{self, Sample};
use crate::versions::{self, VersionKind};
use crate::{accounts, channels, sample, users};

impl Reader {
    /// The draft as a book: exactly the one imported, as edited since.
    pub fn export(&self) -> Result<Book> {
        self.snapshot(all).at(&self.path)
    }
}

impl Mirror {
    /// Replaces the draft by `book`, one edit to undo, and keeps it as a version. Samples stay; a
    /// mirror that was empty gets the shipped ones. The book must be sound: [`Book::read`] or [`Book::check`] had no problems
    /// with it.
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
    put_accounts(conn, &book.accounts)?;
    put_people(conn, &book.users)?;
    put_channels(conn, &book.channels)?;
    put_rules(conn, &book.channels)
}

fn put_accounts(conn: &Connection, accounts: &[Account]) -> rusqlite::Result<()> {
    let mut order = by_id(accounts, |account| &account.id);
    let held = Held::of(
        conn,
        "SELECT id, place, kind, name, parent, active, away, daily_cap FROM accounts ORDER BY id",
        accounts,
        &order,
        |account| &account.id,
        |account, row| {
            Ok(row.get_ref(2)?.as_str()? == account.kind.name()
                && row.get_ref(3)?.as_str()? == account.name
                && row.get_ref(4)?.as_str_or_null()? == account.parent.as_deref()
                && row.get::<_, bool>(5)? == account.active
                && is_text(row, 6, accounts::away_json(&account.away))?
                && row.get::<_, Option<u32>>(7)? == account.daily_cap)
        },
    )?;
    held.remove_rest(conn, "accounts")?;
    // Only agents are nobody's parent. While a parent is awaited, SQLite looks for children of
    // every account that comes.
    let is_agent = |at: &usize| {
        accounts
            .get(*at)
            .is_some_and(|account| account.kind == AccountKind::Agent)
    };
    order.retain(is_agent);
    let others = (0..accounts.len()).filter(|at| !is_agent(at));
    let mut put = conn.prepare_cached(
        "INSERT INTO accounts (id, place, kind, name, parent, active, away, daily_cap) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (id) DO UPDATE SET (place, kind, name, parent, active, away, daily_cap) \
             = (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (account, place) in held.to_write(accounts, others.chain(order)) {
        let Account {
            id,
            kind,
            name,
            parent,
            active,
            away,
            daily_cap,
        } = account;
        put.execute(params![
            id,
            place,
            kind.name(),
            name,
            parent,
            active,
            accounts::away_json(away),
            daily_cap
        ])?;
    }
    Ok(())
}

fn put_people(conn: &Connection, users: &[User]) -> rusqlite::Result<()> {
    let order = by_id(users, |user| &user.id);
    put_users(conn, users, &order)?;
    put_memberships(conn, order.iter().filter_map(|at| users.get(*at)))
}

fn put_users(conn: &Connection, users: &[User], order: &[usize]) -> rusqlite::Result<()> {
    let held = Held::of(
        conn,
        "SELECT id, place, first_name, last_name, emails, phones, mls FROM users ORDER BY id",
        users,
        order,
        |user| &user.id,
        |user, row| {
            Ok(
                row.get_ref(2)?.as_str_or_null()? == user.first_name.as_deref()
                    && row.get_ref(3)?.as_str_or_null()? == user.last_name.as_deref()
                    && is_text(row, 4, users::texts_json(&user.emails))?
                    && is_text(row, 5, users::texts_json(&user.phones))?
                    && is_text(row, 6, users::mls_json(&user.mls))?,
            )
        },
    )?;
    held.remove_rest(conn, "users")?;
    let mut put = conn.prepare_cached(
        "INSERT INTO users (id, place, first_name, last_name, emails, phones, mls) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (id) DO UPDATE SET (place, first_name, last_name, emails, phones, mls) \
             = (?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (user, place) in held.to_write(users, order.iter().copied()) {
        put.execute(params![
            user.id,
            place,
            user.first_name,
            user.last_name,
            users::texts_json(&user.emails),
            users::texts_json(&user.phones),
            users::mls_json(&user.mls),
        ])?;
    }
    Ok(())
}

/// `users` come in the order of their ids.
fn put_memberships<'u>(
    conn: &Connection,
    users: impl Iterator<Item = &'u User>,
) -> rusqlite::Result<()> {
    let stale = stale_memberships(conn, users)?;
    let mut remove = conn.prepare_cached("DELETE FROM memberships WHERE user = ?1")?;
    for user in &stale.gone {
        remove.execute([user])?;
    }
    let mut add =
        conn.prepare_cached("INSERT INTO memberships (user, place, account) VALUES (?1, ?2, ?3)")?;
    for user in stale.wanted {
        for (account, place) in user.accounts.iter().zip(0_i64..) {
            add.execute(params![user.id, place, account])?;
        }
    }
    Ok(())
}

/// Users whose memberships are to be removed, and those whose are to be written anew.
struct Stale<'u> {
    gone: Vec<String>,
    wanted: Vec<&'u User>,
}

fn stale_memberships<'u>(
    conn: &Connection,
    users: impl Iterator<Item = &'u User>,
) -> rusqlite::Result<Stale<'u>> {
    let mut select =
        conn.prepare_cached("SELECT user, account FROM memberships ORDER BY user, place")?;
    let mut rows = select.query([])?;
    let mut row = rows.next()?;
    let mut stale = Stale {
        gone: Vec::new(),
        wanted: Vec::new(),
    };
    for user in users {
        let mut accounts = user.accounts.iter();
        let (mut is_held, mut is_same) = (false, true);
        while let Some(held) = row {
            let of = held.get_ref(0)?.as_str()?;
            if of > user.id.as_str() {
                break;
            }
            if of == user.id {
                is_held = true;
                let account = held.get_ref(1)?.as_str()?;
                is_same &= accounts.next().is_some_and(|wanted| wanted == account);
            } else if stale.gone.last().is_none_or(|last| last != of) {
                stale.gone.push(of.to_owned());
            }
            row = rows.next()?;
        }
        if is_same && accounts.next().is_none() {
            continue;
        }
        if is_held {
            stale.gone.push(user.id.clone());
        }
        stale.wanted.push(user);
    }
    while let Some(held) = row {
        let of = held.get_ref(0)?.as_str()?;
        if stale.gone.last().is_none_or(|last| last != of) {
            stale.gone.push(of.to_owned());
        }
        row = rows.next()?;
    }
    Ok(stale)
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

/// What a table holds of the rows that are wanted in it.
struct Held {
    /// By wanted row: the place it has, and whether it is as wanted but for that.
    rows: Vec<Option<(i64, bool)>>,
    /// Ids of those that nobody wants.
    rest: Vec<String>,
}

impl Held {
    /// Goes once through the table and once through what is wanted of it, both in the order of
    /// ids. `select` begins with id and place.
    fn of<'t, T: 't>(
        conn: &Connection,
        select: &str,
        wanted: &'t [T],
        order: &[usize],
        id: impl Fn(&T) -> &str,
        is_same: impl Fn(&T, &Row) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<Held> {
        let mut held = Held {
            rows: vec![None; wanted.len()],
            rest: Vec::new(),
        };
        let wanted = order.iter().filter_map(|at| Some((*at, wanted.get(*at)?)));
        let mut wanted = wanted.peekable();
        let mut select = conn.prepare_cached(select)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let here = row.get_ref(0)?.as_str()?;
            while wanted.next_if(|(_, new)| id(new) < here).is_some() {}
            let Some((at, found)) = wanted.next_if(|(_, known)| id(known) == here) else {
                held.rest.push(here.to_owned());
                continue;
            };
            if let Some(slot) = held.rows.get_mut(at) {
                *slot = Some((row.get(1)?, is_same(found, row)?));
            }
        }
        Ok(held)
    }

    fn remove_rest(&self, conn: &Connection, table: &str) -> rusqlite::Result<()> {
        let mut remove = conn.prepare(&format!("DELETE FROM {table} WHERE id = ?1"))?;
        for id in &self.rest {
            remove.execute([id])?;
        }
        Ok(())
    }

    /// The rows that differ from what is held, with their places, in the order given.
    fn to_write<'t, T>(
        &self,
        wanted: &'t [T],
        order: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = (&'t T, i64)> {
        let places_held: Vec<Option<i64>> = self
            .rows
            .iter()
            .map(|row| row.map(|(place, _)| place))
            .collect();
        let places = places(&places_held);
        order.filter_map(move |at| {
            let (row, place) = (wanted.get(at)?, *places.get(at)?);
            let is_held = *self.rows.get(at)? == Some((place, true));
            (!is_held).then_some((row, place))
        })
    }
}

/// Whether a column holds this text, or NULL for none.
fn is_text(row: &Row, column: usize, text: Option<String>) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)?.as_str_or_null()? == text.as_deref())
}

/// In the order of their ids, as the tables keep them: rows that each follow the one before are
/// written twice as fast. Most ids differ in their first letters, which are compared without going
/// to where they lie.
fn by_id<T>(rows: &[T], id: impl Fn(&T) -> &str) -> Vec<usize> {
    let start = |id: &str| {
        let mut start = [0; 16];
        for (to, from) in start.iter_mut().zip(id.bytes()) {
            *to = from;
        }
        u128::from_be_bytes(start)
    };
    let mut order: Vec<(u128, usize, &str)> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (start(id(row)), at, id(row)))
        .collect();
    order.sort_unstable_by(|(a, _, left), (b, _, right)| a.cmp(b).then_with(|| left.cmp(right)));
    order.into_iter().map(|(_, at, _)| at).collect()
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
