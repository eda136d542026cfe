//! The log of edits: undo and redo of anything, by name, across restarts.
//!
//! SQLite's session extension records which rows an edit changed. Undo applies the inverse of
//! that record, redo the record itself, and the rows must be exactly as the log left them: no
//! edit needs an inverse of its own, nor will a later kind of edit.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{SecondsFormat, Utc};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::session::{ChangesetItem, ChangesetIter, ConflictAction, Session, invert_strm};
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use crate::error::{At, MirrorError, Result};
use crate::mirror::Mirror;
use crate::reader::Reader;

/// The tables an edit may change; a change anywhere else could not be undone.
pub const EDITED: [&str; 6] = [
    "accounts",
    "users",
    "memberships",
    "channels",
    "rules",
    "samples",
];

/// What an edit, an undo or a redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The mirror's new revision.
    pub revision: u32,
    /// The edit in words: `Moved “Luxury” above “Zillow”`.
    pub label: String,
    pub touched: Touched,
}

/// Which of what a caller may have built from the mirror is out of date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Accounts, users or memberships: the tree and the roster.
    pub people: bool,
    /// Ids of channels that changed, came or went, themselves or by one of their rules. The tree
    /// counts channels.
    pub channels: BTreeSet<String>,
    /// Those of them that came, went, or changed their account.
    pub moved_channels: BTreeSet<String>,
    /// Those of them whose fallback changed.
    pub fallbacks: BTreeSet<String>,
    /// Rules that came, changed their channel, or do something else.
    pub actions: BTreeSet<String>,
    pub samples: bool,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub number: u32,
    /// RFC 3339, UTC.
    pub at: String,
    pub label: String,
    /// `false` once undone: the edit waits to be redone.
    pub done: bool,
}

impl Reader {
    /// The newest `limit` edits, newest first, undone ones included.
    pub fn edits(&self, limit: u32) -> Result<Vec<Logged>> {
        let read = || {
            let done = done(&self.conn)?;
            self.conn
                .prepare_cached(
                    "SELECT number, at, label FROM edits ORDER BY number DESC LIMIT ?1",
                )?
                .query_map([limit], |row| {
                    let number = row.get(0)?;
                    Ok(Logged {
                        number,
                        at: row.get(1)?,
                        label: row.get(2)?,
                        done: number <= done,
                    })
                })?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }

    /// The name of the edit that undo would take back.
    pub fn undo_label(&self) -> Result<Option<String>> {
        done(&self.conn)
            .and_then(|done| {
                let undoable = done > floor(&self.conn)?;
                label(&self.conn, undoable.then_some(done))
            })
            .at(&self.path)
    }

    /// The name of the edit that redo would bring back.
    pub fn redo_label(&self) -> Result<Option<String>> {
        done(&self.conn)
            .and_then(|done| label(&self.conn, done.checked_add(1)))
            .at(&self.path)
    }
}

impl Mirror {
    /// Takes the last edit back; `None` if there is none.
    pub fn undo(&mut self) -> Result<Option<Applied>> {
        self.step(Step::Undo)
    }

    /// Brings the last undone edit back; `None` if there is none.
    pub fn redo(&mut self) -> Result<Option<Applied>> {
        self.step(Step::Redo)
    }

    /// Runs `edit` as one transaction and logs what it changed under the name it returns. `None`
    /// if it changed nothing.
    pub(crate) fn record(
        &mut self,
        edit: impl FnOnce(&Connection, &Path) -> Result<String>,
    ) -> Result<Option<Applied>> {
        let Reader { conn, path } = &mut self.reader;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(path)?;
        let (label, changeset) = changes(&tx, path, edit)?;
        if changeset.is_empty() {
            return Ok(None);
        }
        let log = || {
            let number = done(&tx)? + 1;
            tx.execute("DELETE FROM edits WHERE number >= ?1", [number])?;
            tx.execute(
                "INSERT INTO edits (number, at, label, changeset) VALUES (?1, ?2, ?3, ?4)",
                params![
                    number,
                    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
                    label,
                    changeset
                ],
            )?;
            advance(&tx, number)
        };
        let revision = log().at(path)?;
        let touched = touched(&tx, &changeset).at(path)?;
        tx.commit().at(path)?;
        Ok(Some(Applied {
            revision,
            label,
            touched,
        }))
    }

    /// What `look` sees once `edit` is made; then everything is as it was before. `look` may not
    /// begin a transaction of its own.
    pub(crate) fn rehearse<T>(
        &mut self,
        edit: impl FnOnce(&Connection, &Path) -> Result<String>,
        look: impl FnOnce(&Reader, &Touched) -> T,
    ) -> Result<T> {
        let Reader { conn, path } = &self.reader;
        // Rolled back when it goes.
        let tx = conn.unchecked_transaction().at(path)?;
        let (_, changeset) = changes(&tx, path, edit)?;
        let touched = touched(&tx, &changeset).at(path)?;
        Ok(look(&self.reader, &touched))
    }

    fn step(&mut self, step: Step) -> Result<Option<Applied>> {
        let Reader { conn, path } = &mut self.reader;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(path)?;
        let done = done(&tx).at(path)?;
        if step == Step::Undo && done <= floor(&tx).at(path)? {
            return Ok(None);
        }
        let (number, then_done) = match step {
            Step::Undo => (done, done.saturating_sub(1)),
            Step::Redo => (done.saturating_add(1), done.saturating_add(1)),
        };
        let edit = tx
            .query_row(
                "SELECT label, changeset FROM edits WHERE number = ?1",
                [number],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)),
            )
            .optional();
        let Some((label, recorded)) = edit.at(path)? else {
            return Ok(None);
        };
        let mut changes = recorded;
        if step == Step::Undo {
            let mut inverse = Vec::with_capacity(changes.len());
            invert_strm(&mut changes.as_slice(), &mut inverse).at(path)?;
            changes = inverse;
        }
        // All or nothing: on a conflict SQLite rolls all of it back.
        let applied = tx.apply_strm(&mut changes.as_slice(), None::<fn(&str) -> bool>, |_, _| {
            ConflictAction::SQLITE_CHANGESET_ABORT
        });
        if let Err(error) = &applied
            && let Some(ErrorCode::OperationAborted | ErrorCode::ConstraintViolation) =
                error.sqlite_error_code()
        {
            return Err(MirrorError::Diverged {
                path: path.clone(),
                label,
            });
        }
        applied.at(path)?;
        let touched = touched(&tx, &changes).at(path)?;
        let revision = advance(&tx, then_done).at(path)?;
        tx.commit().at(path)?;
        Ok(Some(Applied {
            revision,
            label,
            touched,
        }))
    }
}

/// Runs an edit: its name, and what it changed.
fn changes(
    conn: &Connection,
    path: &Path,
    edit: impl FnOnce(&Connection, &Path) -> Result<String>,
) -> Result<(String, Vec<u8>)> {
    let mut session = Session::new(conn).at(path)?;
    for table in EDITED {
        session.attach(Some(table)).at(path)?;
    }
    let label = edit(conn, path)?;
    let mut changeset = Vec::new();
    session.changeset_strm(&mut changeset).at(path)?;
    Ok((label, changeset))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Undo,
    Redo,
}

pub fn revision(conn: &Connection) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT revision FROM state")?
        .query_one([], |row| row.get(0))
}

/// Number of the last edit in effect, 0 for none.
fn done(conn: &Connection) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT done FROM state")?
        .query_one([], |row| row.get(0))
}

/// Number of the last edit that cannot be undone: what Rechat said came in with it.
fn floor(conn: &Connection) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT floor FROM state")?
        .query_one([], |row| row.get(0))
}

pub fn advance(conn: &Connection, done: u32) -> rusqlite::Result<u32> {
    conn.prepare_cached("UPDATE state SET revision = revision + 1, done = ?1 RETURNING revision")?
        .query_one([done], |row| row.get(0))
}

fn label(conn: &Connection, number: Option<u32>) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT label FROM edits WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()
}

/// Reads off a changeset already applied what it changed.
fn touched(conn: &Connection, mut changeset: &[u8]) -> rusqlite::Result<Touched> {
    let mut touched = Touched::default();
    let input: &mut dyn std::io::Read = &mut changeset;
    let mut changes = ChangesetIter::start_strm(&input)?;
    while let Some(change) = changes.next()? {
        match change.op()?.table_name() {
            "accounts" | "users" | "memberships" => touched.people = true,
            "channels" => {
                let id = values(change, 0);
                if !values(change, 2).is_empty() {
                    touched.moved_channels.extend(id.clone());
                }
                if !values(change, 9).is_empty() {
                    touched.fallbacks.extend(id.clone());
                }
                touched.channels.extend(id);
            }
            "rules" => {
                let channel = values(change, 1);
                if !channel.is_empty() || !values(change, 6).is_empty() {
                    touched.actions.extend(values(change, 0));
                }
                if channel.is_empty() {
                    // Unchanged columns are not in a changeset: the rule is where it was.
                    let mut home =
                        conn.prepare_cached("SELECT channel FROM rules WHERE id = ?1")?;
                    for rule in values(change, 0) {
                        touched.channels.extend(
                            home.query_row([rule], |row| row.get::<_, String>(0))
                                .optional()?,
                        );
                    }
                }
                touched.channels.extend(channel);
            }
            _ => touched.samples = true,
        }
    }
    Ok(touched)
}

/// The texts a change has for a column, before and after.
fn values(change: &ChangesetItem, column: usize) -> Vec<String> {
    // Asking an insert for its old row, or for a column that did not change, is an error.
    [change.old_value(column), change.new_value(column)]
        .into_iter()
        .filter_map(|value| Some(value.ok()?.as_str().ok()?.to_owned()))
        .collect()
}
