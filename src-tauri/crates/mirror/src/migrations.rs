//! Numbered layouts of the file. Migration n turns layout n-1 into n, in one transaction with its
//! version number.
//!
//! Logged edits hold rows as they were: a migration may add columns with defaults at the end of a
//! table, or tables; renaming or reordering would make older edits impossible to undo.

use rusqlite::{Connection, TransactionBehavior};

/// "SYRD": tells a mirror from other SQLite files.
const APPLICATION_ID: i64 = 0x5359_5244;

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1.sql"),
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
    include_str!("../migrations/4.sql"),
    include_str!("../migrations/5.sql"),
];

pub const LATEST: i64 = MIGRATIONS.len() as i64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// No tables yet.
    Empty,
    Foreign,
    Known(i64),
    Newer(i64),
}

pub fn layout(conn: &Connection) -> rusqlite::Result<Layout> {
    let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    let objects: i64 =
        conn.query_one("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, version) {
        (0, 0) if objects == 0 => Layout::Empty,
        (APPLICATION_ID, 1..=LATEST) => Layout::Known(version),
        (APPLICATION_ID, _) if version > LATEST => Layout::Newer(version),
        _ => Layout::Foreign,
    })
}

/// Brings an empty or older file to [`LATEST`]; anything else is left alone.
pub fn migrate(conn: &mut Connection) -> rusqlite::Result<()> {
    let from = match layout(conn)? {
        Layout::Empty => 0,
        Layout::Known(version) => version,
        Layout::Foreign | Layout::Newer(_) => return Ok(()),
    };
    for (sql, version) in MIGRATIONS
        .iter()
        .zip(1..=LATEST)
        .filter(|(_, version)| *version > from)
    {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}
