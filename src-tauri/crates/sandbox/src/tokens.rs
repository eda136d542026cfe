//! Grants: bearers and refresh tokens. The state keeps their hashes only.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::{Micros, wall};
use crate::desk::Caller;

const ACCESS: &str = "access";
const REFRESH: &str = "refresh";

/// What a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub client: String,
    pub account: String,
}

/// A fresh pair, in clear: it is said once and kept nowhere here.
#[derive(Clone, Debug)]
pub struct Pair {
    pub access: String,
    pub refresh: String,
}

pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// 244 random bits as text.
pub fn secret() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Who may call with this bearer, unless it is unknown or has expired.
pub fn access(conn: &Connection, token: &str) -> rusqlite::Result<Option<Caller>> {
    conn.prepare_cached(
        "SELECT account FROM tokens WHERE hash = ?1 AND kind = ?2 AND expires_at > ?3",
    )?
    .query_row(params![hash(token), ACCESS, wall().0], |row| {
        Ok(Caller {
            account: row.get(0)?,
        })
    })
    .optional()
}

pub fn issue(conn: &Connection, grant: &Grant, expires_at: Micros) -> rusqlite::Result<Pair> {
    let pair = Pair {
        access: secret(),
        refresh: secret(),
    };
    let mut insert = conn.prepare_cached(
        "INSERT INTO tokens (hash, kind, client, account, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (token, kind, expires_at) in [
        (&pair.access, ACCESS, Some(expires_at.0)),
        (&pair.refresh, REFRESH, None),
    ] {
        insert.execute(params![
            hash(token),
            kind,
            grant.client,
            grant.account,
            expires_at
        ])?;
    }
    Ok(pair)
}

/// Takes a refresh token: it can be used once.
pub fn take_refresh(conn: &Connection, token: &str) -> rusqlite::Result<Option<Grant>> {
    conn.prepare_cached(
        "DELETE FROM tokens WHERE hash = ?1 AND kind = ?2 RETURNING client, account",
    )?
    .query_row(params![hash(token), REFRESH], |row| {
        Ok(Grant {
            client: row.get(0)?,
            account: row.get(1)?,
        })
    })
    .optional()
}

/// Ends a bearer before its time.
pub fn expire(conn: &Connection, token: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM tokens WHERE hash = ?1 AND kind = ?2")?
        .execute(params![hash(token), ACCESS])?;
    Ok(())
}

/// Forgets bearers that have expired.
pub fn sweep(conn: &Connection) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM tokens WHERE expires_at <= ?1")?
        .execute([wall().0])?;
    Ok(())
}
