//! Users, their contacts and the accounts they belong to. E-mails, phones and MLS ids are read and
//! replaced as a whole, so each is one JSON column; memberships are asked from both ends.

use std::borrow::Cow;
use std::collections::HashMap;

use routing::book::{MlsId, User};
use routing::fold::plain;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::accounts::unreadable;
use crate::error::{At, Result};
use crate::reader::Reader;
use crate::tree::Texts;

const COLUMNS: &str = "users.id, first_name, last_name, emails, phones, mls";

impl Reader {
    /// Every user, in the book's order.
    pub fn users(&self) -> Result<Vec<User>> {
        all(&self.conn).at(&self.path)
    }

    /// The id of every user, in the book's order.
    pub fn user_ids(&self) -> Result<Vec<String>> {
        let read = || {
            self.conn
                .prepare_cached("SELECT id FROM users ORDER BY place")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }

    /// Each user's accounts with each of the user's e-mails, in the book's order.
    pub fn emails(&self, give: &mut dyn FnMut(&str, &str)) -> Result<()> {
        emails(&self.conn, give).at(&self.path)
    }

    /// The users of one account, in the book's order.
    pub fn people(&self, account: &str) -> Result<Vec<User>> {
        people(&self.conn, account).at(&self.path)
    }
}

pub fn all(conn: &Connection) -> rusqlite::Result<Vec<User>> {
    let mut users: Vec<User> = conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM users ORDER BY place"))?
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    let mut memberships = memberships(conn)?;
    for user in &mut users {
        user.accounts = memberships.remove(&user.id).unwrap_or_default();
    }
    Ok(users)
}

fn emails(conn: &Connection, give: &mut dyn FnMut(&str, &str)) -> rusqlite::Result<()> {
    let mut select = conn.prepare_cached(
        "SELECT account, emails FROM users JOIN memberships ON user = users.id \
         WHERE emails IS NOT NULL ORDER BY users.place, memberships.place",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let emails: Vec<Cow<str>> = serde_json::from_str(row.get_ref(1)?.as_str()?)
            .map_err(|error| unreadable(1, error.to_string()))?;
        let account = row.get_ref(0)?.as_str()?;
        for email in &emails {
            give(account, email);
        }
    }
    Ok(())
}

fn people(conn: &Connection, account: &str) -> rusqlite::Result<Vec<User>> {
    let mut users: Vec<User> = conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM users WHERE id IN (SELECT user FROM memberships WHERE account = ?1) ORDER BY place"
        ))?
        .query_map([account], read)?
        .collect::<rusqlite::Result<_>>()?;
    let mut accounts =
        conn.prepare_cached("SELECT account FROM memberships WHERE user = ?1 ORDER BY place")?;
    for user in &mut users {
        user.accounts = accounts
            .query_map([&user.id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(users)
}

/// The accounts of each user, in order.
pub fn memberships(conn: &Connection) -> rusqlite::Result<HashMap<String, Vec<String>>> {
    let mut memberships: HashMap<String, Vec<String>> = HashMap::new();
    let mut select =
        conn.prepare_cached("SELECT user, account FROM memberships ORDER BY user, place")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let user = row.get_ref(0)?.as_str()?;
        let account = row.get(1)?;
        match memberships.get_mut(user) {
            Some(accounts) => accounts.push(account),
            None => {
                memberships.insert(user.to_owned(), vec![account]);
            }
        }
    }
    Ok(memberships)
}

/// What the people of accounts can be found by.
#[derive(Default)]
pub struct Words {
    /// Ids in rising order.
    accounts: Texts,
    /// Of each account: names and e-mails as they are looked for, one a line.
    lines: Texts,
}

impl Words {
    fn push(&mut self, account: &str, lines: &mut String) {
        if !lines.is_empty() {
            self.accounts.push(account);
            self.lines.push(lines);
            lines.clear();
        }
    }

    pub fn of(&self, account: &str) -> Option<&str> {
        self.lines.get(self.accounts.find(account)?)
    }
}

pub fn search_words(conn: &Connection) -> rusqlite::Result<Words> {
    let mut words = Words::default();
    let mut select = conn.prepare_cached(
        "SELECT account, first_name, last_name, emails FROM memberships JOIN users ON users.id = user \
         ORDER BY account, user",
    )?;
    let mut rows = select.query([])?;
    let mut account = String::new();
    let mut lines = String::new();
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str()?;
        if id != account {
            words.push(&account, &mut lines);
            id.clone_into(&mut account);
        }
        let first = row.get_ref(1)?.as_str_or_null()?.unwrap_or_default();
        let last = row.get_ref(2)?.as_str_or_null()?.unwrap_or_default();
        for text in texts(row, 3)?.iter().chain([&format!("{first} {last}")]) {
            lines.push_str(&plain(text));
            lines.push('\n');
        }
    }
    words.push(&account, &mut lines);
    Ok(words)
}

fn read(row: &Row) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        accounts: Vec::new(),
        first_name: row.get(1)?,
        last_name: row.get(2)?,
        emails: texts(row, 3)?,
        phones: texts(row, 4)?,
        mls: parsed::<Vec<(String, String)>>(row, 5)?
            .unwrap_or_default()
            .into_iter()
            .map(|(mls, id)| MlsId { mls, id })
            .collect(),
    })
}

fn texts(row: &Row, column: usize) -> rusqlite::Result<Vec<String>> {
    Ok(parsed(row, column)?.unwrap_or_default())
}

/// A column of JSON; `None` for NULL.
pub fn parsed<T: serde::de::DeserializeOwned>(
    row: &Row,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        value => {
            let text = value.as_str()?;
            serde_json::from_str(text)
                .map(Some)
                .map_err(|error| unreadable(column, error.to_string()))
        }
    }
}

/// A list as it is stored: NULL when empty.
pub fn texts_json(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| written(texts))
}

pub fn mls_json(mls: &[MlsId]) -> Option<String> {
    let pairs: Vec<(&str, &str)> = mls.iter().map(|mls| (&*mls.mls, &*mls.id)).collect();
    (!pairs.is_empty()).then(|| written(&pairs))
}

/// Texts into memory: there is nothing here that serde_json could refuse.
fn written<T: Serialize + ?Sized>(texts: &T) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}
