//! The sandbox's state in SQLite: a file that a restart goes on with, or memory.
//!
//! One connection, used by one call at a time and never across an await. What is read often and
//! changes seldom (the people) is also kept as a snapshot, [`Org`].

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routing::Book;
use routing::book::{Channel, fallback_json, follow_ups_json};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, params};
use serde::Serialize;

use crate::channels;
use crate::clock::{Clock, Micros};
use crate::landing::Routes;
use crate::org::{Org, Times};
use crate::reply::{Answer, Refusal};

const SCHEMA: &str = include_str!("schema.sql");
/// Marks the file as ours: "SwSb".
const APPLICATION: i64 = 0x5377_5362;
const LAYOUT: i64 = 1;

/// Why the state cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    #[error("{} is not the state of a sandbox", .path.display())]
    Foreign { path: PathBuf },
    #[error("{} is the state of a newer sandbox (layout {found}, this one knows {LAYOUT})", .path.display())]
    Newer { path: PathBuf, found: i64 },
    #[error("{} is in use by another sandbox", .path.display())]
    Locked { path: PathBuf },
    #[error("the state {} is damaged: {reason}", .path.display())]
    Damaged { path: PathBuf, reason: String },
    #[error("the state {} cannot be used: {cause}", .path.display())]
    Sqlite { path: PathBuf, cause: String },
}

#[derive(Debug)]
pub struct Store {
    pub conn: Connection,
    pub clock: Clock,
    pub routes: Routes,
    org: Arc<Org>,
}

impl Store {
    /// Opens `path`, or memory where there is none. A new state begins with `book`; an old one
    /// goes on as it is. Answers also whether it went on.
    pub fn open(path: Option<&Path>, book: &Book) -> Result<(Store, bool), StateError> {
        let shown = path.unwrap_or(Path::new(":memory:")).to_path_buf();
        let at = |error: rusqlite::Error| understood(error, &shown);
        let mut conn = match path {
            Some(path) => Connection::open_with_flags(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            ),
            None => Connection::open_in_memory(),
        }
        .map_err(at)?;
        // Two sandboxes on one state would each answer from a snapshot the other outdates.
        conn.pragma_update(None, "locking_mode", "exclusive")
            .map_err(at)?;
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .map_err(at)?;
        // A killed process loses nothing this way, and a power cut is no business of a sandbox.
        conn.pragma_update(None, "synchronous", "normal")
            .map_err(at)?;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(at)?;
        let goes_on = layout(&tx, &shown)?;
        if !goes_on {
            begin(&tx, book).map_err(at)?;
        }
        tx.commit().map_err(at)?;
        let last = latest(&conn).map_err(at)?;
        let org = read_org(&conn).map_err(at)?;
        let org = org.map_err(|reason| StateError::Damaged {
            path: shown,
            reason,
        })?;
        let store = Store {
            conn,
            clock: Clock::after(last),
            routes: Routes::default(),
            org: Arc::new(org),
        };
        Ok((store, goes_on))
    }

    /// The people as they are now.
    pub fn org(&self) -> Arc<Org> {
        Arc::clone(&self.org)
    }

    pub fn write(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// The whole state as a book, as it would be pulled.
    pub fn book(&self) -> rusqlite::Result<Book> {
        Ok(Book {
            accounts: self.org.accounts.clone(),
            users: self.org.users.clone(),
            channels: channels::all(&self.conn)?
                .iter()
                .filter_map(channels::Row::channel)
                .collect(),
        })
    }

    /// Makes the state what `book` says. Rows that are the same stay as they are, with their
    /// versions; what the book lacks is deleted softly.
    pub fn put_book(&mut self, book: &Book) -> Answer<()> {
        let now = self.clock.tick();
        let tx = self.write()?;
        put_rows(
            &tx,
            "accounts",
            now,
            book.accounts.iter().map(|account| (&*account.id, account)),
        )?;
        put_rows(
            &tx,
            "users",
            now,
            book.users.iter().map(|user| (&*user.id, user)),
        )?;
        put_channels(&tx, now, &book.channels)?;
        let org = read_org(&tx)?.map_err(Refusal::validation)?;
        tx.commit()?;
        self.org = Arc::new(org);
        self.routes.forget();
        Ok(())
    }
}

/// Whether the file has a state; makes the tables where it is empty.
fn layout(tx: &Transaction<'_>, path: &Path) -> Result<bool, StateError> {
    let at = |error| understood(error, path);
    let read = |pragma: &str| {
        tx.pragma_query_value::<i64, _>(None, pragma, |row| row.get(0))
            .map_err(at)
    };
    match (read("application_id")?, read("user_version")?) {
        (APPLICATION, LAYOUT) => Ok(true),
        (APPLICATION, found) => Err(StateError::Newer {
            path: path.to_path_buf(),
            found,
        }),
        (0, 0) => {
            let tables: i64 = tx
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
                .map_err(at)?;
            if tables > 0 {
                return Err(StateError::Foreign {
                    path: path.to_path_buf(),
                });
            }
            tx.execute_batch(SCHEMA).map_err(at)?;
            tx.pragma_update(None, "application_id", APPLICATION)
                .map_err(at)?;
            tx.pragma_update(None, "user_version", LAYOUT).map_err(at)?;
            Ok(false)
        }
        _ => Err(StateError::Foreign {
            path: path.to_path_buf(),
        }),
    }
}

fn begin(tx: &Transaction<'_>, book: &Book) -> rusqlite::Result<()> {
    let now = Clock::after(Micros(0)).tick();
    let accounts = book.accounts.iter().map(|account| (&*account.id, account));
    put_rows(tx, "accounts", now, accounts)?;
    put_rows(
        tx,
        "users",
        now,
        book.users.iter().map(|user| (&*user.id, user)),
    )?;
    put_channels(tx, now, &book.channels)
}

fn latest(conn: &Connection) -> rusqlite::Result<Micros> {
    conn.query_row(
        "SELECT max(0, \
             coalesce((SELECT max(max(updated_at, coalesce(deleted_at, 0))) FROM accounts), 0), \
             coalesce((SELECT max(max(updated_at, coalesce(deleted_at, 0))) FROM users), 0), \
             coalesce((SELECT max(max(updated_at, coalesce(deleted_at, 0))) FROM channels), 0), \
             coalesce((SELECT max(captured_at) FROM leads), 0))",
        [],
        |row| Ok(Micros(row.get(0)?)),
    )
}

/// Writes accounts or users, each as a body in the book's shape.
fn put_rows<'b, T: Serialize + 'b>(
    tx: &Transaction<'_>,
    table: &str,
    now: Micros,
    rows: impl Iterator<Item = (&'b str, &'b T)>,
) -> rusqlite::Result<()> {
    let mut gone = live_ids(tx, table)?;
    // A row that comes back keeps the time it was made.
    let mut put = tx.prepare(&format!(
        "INSERT INTO {table} (id, place, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (id) DO UPDATE SET \
             updated_at = CASE WHEN body IS ?3 AND deleted_at IS NULL THEN updated_at ELSE ?5 END, \
             place = ?2, body = ?3, deleted_at = NULL \
         WHERE (place, body) IS NOT (?2, ?3) OR deleted_at IS NOT NULL"
    ))?;
    for ((id, row), place) in rows.zip(0i64..) {
        gone.remove(id);
        let body = serde_json::to_string(row).unwrap_or_default();
        put.execute(params![id, place, body, now.0, odd(now, place).0])?;
    }
    delete_softly(tx, table, now, &gone)
}

fn put_channels(tx: &Transaction<'_>, now: Micros, channels: &[Channel]) -> rusqlite::Result<()> {
    let mut gone = live_ids(tx, "channels")?;
    let mut put = tx.prepare(
        "INSERT INTO channels (id, place, account, name, is_default, mls, time_zone, policies, rules, rules_count, \
             fallback, follow_up, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
         ON CONFLICT (id) DO UPDATE SET \
             updated_at = CASE WHEN deleted_at IS NULL \
                 AND (account, name, is_default, mls, time_zone, policies, rules, fallback, follow_up) \
                     IS (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, ?12) \
                 THEN updated_at ELSE ?14 END, \
             (place, account, name, is_default, mls, time_zone, policies, rules, rules_count, fallback, follow_up) \
                 = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12), \
             deleted_at = NULL",
    )?;
    for (channel, place) in channels.iter().zip(0i64..) {
        gone.remove(&channel.id);
        put.execute(params![
            channel.id,
            place,
            channel.account,
            channel.name,
            channel.is_default,
            channel
                .mls
                .as_deref()
                .map(|mls| serde_json::Value::from(mls).to_string()),
            channel.time_zone.name(),
            channels::policies_json(channel.policies),
            serde_json::to_string(&channel.rules).unwrap_or_default(),
            channel.rules.len() as i64,
            fallback_json(&channel.fallback),
            follow_ups_json(&channel.follow_up),
            now.0,
            odd(now, place).0,
        ])?;
    }
    drop(put);
    delete_softly(tx, "channels", now, &gone)
}

/// Times of a fresh row may lie a microsecond apart: half of ours do.
pub fn odd(now: Micros, place: i64) -> Micros {
    now.plus(place & 1)
}

fn live_ids(tx: &Transaction<'_>, table: &str) -> rusqlite::Result<HashSet<String>> {
    tx.prepare(&format!("SELECT id FROM {table} WHERE deleted_at IS NULL"))?
        .query_map([], |row| row.get(0))?
        .collect()
}

fn delete_softly(
    tx: &Transaction<'_>,
    table: &str,
    now: Micros,
    gone: &HashSet<String>,
) -> rusqlite::Result<()> {
    let mut delete = tx.prepare(&format!(
        "UPDATE {table} SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1"
    ))?;
    for id in gone {
        delete.execute(params![id, now.0])?;
    }
    Ok(())
}

/// The people, or why they do not read as a book.
fn read_org(conn: &Connection) -> rusqlite::Result<Result<Org, String>> {
    let mut text = format!(
        r#"{{"format":"{}","version":{}"#,
        routing::book::FORMAT,
        routing::book::VERSION
    );
    let mut times: HashMap<&str, Vec<Times>> = HashMap::new();
    for table in ["accounts", "users"] {
        text.push_str(&format!(r#","{table}":["#));
        let mut select = conn.prepare(&format!(
            "SELECT body, created_at, updated_at FROM {table} WHERE deleted_at IS NULL ORDER BY place"
        ))?;
        let mut rows = select.query([])?;
        let kept = times.entry(table).or_default();
        while let Some(row) = rows.next()? {
            if !kept.is_empty() {
                text.push(',');
            }
            text.push_str(row.get_ref(0)?.as_str()?);
            kept.push(Times {
                created: Micros(row.get(1)?),
                updated: Micros(row.get(2)?),
            });
        }
        text.push(']');
    }
    text.push_str(r#","channels":[]}"#);
    let book = match Book::read_back(text.as_bytes()) {
        Ok(book) => book,
        Err(problems) => return Ok(Err(problems.to_string())),
    };
    let accounts = times.remove("accounts").unwrap_or_default();
    let users = times.remove("users").unwrap_or_default();
    Ok(Ok(Org::new(
        book.accounts.into_iter().zip(accounts).collect(),
        book.users.into_iter().zip(users).collect(),
    )))
}

fn understood(error: rusqlite::Error, path: &Path) -> StateError {
    let path = path.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StateError::Foreign { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StateError::Locked { path },
        Some(ErrorCode::DatabaseCorrupt) => StateError::Damaged {
            path,
            reason: error.to_string(),
        },
        _ => StateError::Sqlite {
            path,
            cause: error.to_string(),
        },
    }
}
