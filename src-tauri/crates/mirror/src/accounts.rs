//! Accounts, in the order of the book they came from.

use chrono::NaiveDate;
use routing::book::{Account, AccountKind, Away};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::{At, Result};
use crate::reader::Reader;

const COLUMNS: &str = "id, kind, name, parent, active, away, daily_cap";

impl Reader {
    /// Every account, in the book's order.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        all(&self.conn).at(&self.path)
    }

    pub fn account(&self, id: &str) -> Result<Option<Account>> {
        one(&self.conn, id).at(&self.path)
    }

    /// The account at the top: the brokerage.
    pub fn root(&self) -> Result<Option<Account>> {
        let read = || {
            self.conn
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM accounts WHERE parent IS NULL"
                ))?
                .query_row([], read)
                .optional()
        };
        read().at(&self.path)
    }

    /// The accounts from the brokerage down to `id`, both included; empty if there is none.
    pub fn path_to(&self, id: &str) -> Result<Vec<Account>> {
        path_to(&self.conn, id).at(&self.path)
    }
}

pub fn all(conn: &Connection) -> rusqlite::Result<Vec<Account>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM accounts ORDER BY place"))?
        .query_map([], read)?
        .collect()
}

pub fn one(conn: &Connection, id: &str) -> rusqlite::Result<Option<Account>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

pub fn path_to(conn: &Connection, id: &str) -> rusqlite::Result<Vec<Account>> {
    let mut path: Vec<Account> = Vec::new();
    let mut next = Some(id.to_owned());
    while let Some(id) = next.take() {
        if path.iter().any(|seen| seen.id == id) {
            break;
        }
        let Some(account) = one(conn, &id)? else {
            break;
        };
        next.clone_from(&account.parent);
        path.push(account);
    }
    path.reverse();
    Ok(path)
}

fn read(row: &Row) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        kind: kind(row.get_ref(1)?.as_str()?, 1)?,
        name: row.get(2)?,
        parent: row.get(3)?,
        active: row.get(4)?,
        away: row
            .get_ref(5)?
            .as_str_or_null()?
            .map_or(Ok(Vec::new()), |text| away(text, 5))?,
        daily_cap: row.get(6)?,
    })
}

pub fn kind(name: &str, column: usize) -> rusqlite::Result<AccountKind> {
    AccountKind::from_name(name)
        .ok_or_else(|| unreadable(column, format!("no kind of account is called {name:?}")))
}

pub fn away(text: &str, column: usize) -> rusqlite::Result<Vec<Away>> {
    let ranges: Vec<(NaiveDate, NaiveDate)> =
        serde_json::from_str(text).map_err(|error| unreadable(column, error.to_string()))?;
    Ok(ranges
        .into_iter()
        .map(|(from, through)| Away { from, through })
        .collect())
}

pub fn away_json(away: &[Away]) -> Option<String> {
    let ranges = away
        .iter()
        .map(|away| format!("[\"{}\",\"{}\"]", away.from, away.through))
        .collect::<Vec<_>>();
    (!ranges.is_empty()).then(|| format!("[{}]", ranges.join(",")))
}

/// A value no edit of ours could have stored.
pub fn unreadable(column: usize, why: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
}
