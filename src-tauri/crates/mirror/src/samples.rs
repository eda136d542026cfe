//! Sample leads: local, never part of the book, and kept when an import replaces it.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::{At, Result};
use crate::reader::Reader;

/// A lead to try by hand and after every edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub id: String,
    pub name: String,
    /// The id of the channel it comes in by, which may since be gone.
    pub channel: String,
    /// RFC 3339.
    pub captured_at: String,
    /// The capture payload, JSON text as it was written.
    pub payload: String,
}

const COLUMNS: &str = "id, name, channel, captured_at, payload";

impl Reader {
    /// Every sample, in the order they were first saved.
    pub fn samples(&self) -> Result<Vec<Sample>> {
        all(&self.conn).at(&self.path)
    }

    pub fn sample(&self, id: &str) -> Result<Option<Sample>> {
        one(&self.conn, id).at(&self.path)
    }
}

pub fn all(conn: &Connection) -> rusqlite::Result<Vec<Sample>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM samples ORDER BY place, id"))?
        .query_map([], read)?
        .collect()
}

pub fn one(conn: &Connection, id: &str) -> rusqlite::Result<Option<Sample>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM samples WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Saves a sample under its id: a new one goes to the end.
pub fn put(conn: &Connection, sample: &Sample) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO samples (id, name, channel, captured_at, payload, place) \
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT ifnull(max(place), 0) + 1 FROM samples)) \
         ON CONFLICT (id) DO UPDATE SET (name, channel, captured_at, payload) = (?2, ?3, ?4, ?5)",
    )?
    .execute([
        &sample.id,
        &sample.name,
        &sample.channel,
        &sample.captured_at,
        &sample.payload,
    ])?;
    Ok(())
}

pub fn delete(conn: &Connection, id: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM samples WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

fn read(row: &Row) -> rusqlite::Result<Sample> {
    Ok(Sample {
        id: row.get(0)?,
        name: row.get(1)?,
        channel: row.get(2)?,
        captured_at: row.get(3)?,
        payload: row.get(4)?,
    })
}
