//! Lead channels: the documented list, and the extension that makes, changes and deletes them.
//!
//! A channel has one version, its `updated_at`. Every write to the channel or to its rules moves
//! it and names it in the reply; leads that come in do not.

use axum::response::Response;
use routing::book::{Channel, Policies, read_channel};
use routing::lead::masked;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::clock::Micros;
use crate::desk::{Call, Desk};
use crate::reply::{Answer, Page, Refusal, list, no_content, one};
use crate::store::odd;

/// The header that guards a write: the `updated_at` the client last saw.
pub const GUARD: &str = "if-unmodified-since-version";
/// Longest id or name a client may choose.
const LONGEST_TEXT: usize = 1_000;

/// A channel's row.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub account: String,
    pub name: Option<String>,
    pub is_default: bool,
    pub mls: Option<String>,
    pub time_zone: String,
    pub policies: String,
    pub rules: String,
    pub rules_count: i64,
    pub fallback: String,
    pub follow_up: String,
    pub capture_number: i64,
    pub last_capture_date: Option<Micros>,
    pub created_at: Micros,
    pub updated_at: Micros,
}

const COLUMNS: &str = "id, account, name, is_default, mls, time_zone, policies, rules, rules_count, fallback, \
    follow_up, capture_number, last_capture_date, created_at, updated_at";

impl Row {
    fn read(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
        Ok(Row {
            id: row.get(0)?,
            account: row.get(1)?,
            name: row.get(2)?,
            is_default: row.get(3)?,
            mls: row.get(4)?,
            time_zone: row.get(5)?,
            policies: row.get(6)?,
            rules: row.get(7)?,
            rules_count: row.get(8)?,
            fallback: row.get(9)?,
            follow_up: row.get(10)?,
            capture_number: row.get(11)?,
            last_capture_date: row.get::<_, Option<i64>>(12)?.map(Micros),
            created_at: Micros(row.get(13)?),
            updated_at: Micros(row.get(14)?),
        })
    }

    /// The channel as the book has it.
    pub fn channel(&self) -> Option<Channel> {
        let text = |text: &str| Value::from(text);
        let json = format!(
            r#"{{"id":{},"account":{},"name":{},"is_default":{},"mls":{},"time_zone":{},"policies":{},"rules":{},"fallback":{},"follow_up":{}}}"#,
            text(&self.id),
            text(&self.account),
            json!(self.name),
            self.is_default,
            self.mls.as_deref().unwrap_or("null"),
            text(&self.time_zone),
            self.policies,
            self.rules,
            self.fallback,
            self.follow_up,
        );
        read_channel(&json).ok()
    }

    /// As the API shows it: no word about what the channel does with leads.
    fn json(&self) -> ChannelJson<'_> {
        ChannelJson {
            id: &self.id,
            r#type: "lead_channel",
            brand: &self.account,
            name: self.name.as_deref(),
            title: None,
            is_default: self.is_default,
            mls: self
                .mls
                .as_deref()
                .and_then(|mls| serde_json::from_str(mls).ok()),
            capture_number: self.capture_number,
            last_capture_date: self.last_capture_date,
            rules_count: self.rules_count.to_string(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted_at: None,
        }
    }
}

#[derive(Serialize)]
struct ChannelJson<'r> {
    id: &'r str,
    r#type: &'static str,
    brand: &'r str,
    name: Option<&'r str>,
    title: Option<&'r str>,
    is_default: bool,
    mls: Option<&'r RawValue>,
    capture_number: i64,
    last_capture_date: Option<Micros>,
    /// A number in a string: so it is documented.
    rules_count: String,
    created_at: Micros,
    updated_at: Micros,
    deleted_at: Option<Micros>,
}

/// `GET /brands/:brand/leads/channels`
pub fn list_channels(desk: &Desk, call: &Call) -> Answer {
    let brand = call.path("brand");
    call.caller_for(desk, brand)?;
    let rows = of_account(&desk.store().conn, brand)?;
    let total = rows.len();
    let limit = call.number("limit")?.unwrap_or(total);
    let start = call.number("start")?.unwrap_or(0);
    let shown: Vec<ChannelJson> = rows.iter().skip(start).take(limit).map(Row::json).collect();
    let count = shown.len();
    Ok(list(shown, Page { count, total }))
}

/// `POST /brands/:brand/leads/channels`. Asking twice for the same id makes one channel.
pub fn create(desk: &Desk, call: &Call) -> Answer {
    let brand = call.path("brand");
    call.caller_for(desk, brand)?;
    let body: Map<String, Value> = call.json()?;
    let id = match body.get("id") {
        None | Some(Value::Null) => Uuid::new_v4().to_string(),
        Some(Value::String(id)) if !id.trim().is_empty() && id.len() <= LONGEST_TEXT => id.clone(),
        Some(_) => return Err(Refusal::validation("id is not a text that could be an id")),
    };
    let change = Change::read(&body)?;
    let mut store = desk.store();
    match state_of(&store.conn, &id)? {
        State::Live(row) if row.account == brand => return Ok(one(row.json())),
        State::Live(_) => {
            let message = format!("the id {} is a channel of another brand", masked(&id));
            return Err(Refusal::validation(message));
        }
        State::Deleted => {
            let message = format!("the id {} was that of a deleted channel", masked(&id));
            return Err(Refusal::validation(message));
        }
        State::Unknown => {}
    }
    let now = store.clock.tick();
    let tx = store.write()?;
    let place: i64 = tx.query_row(
        "SELECT coalesce(max(place), -1) + 1 FROM channels",
        [],
        |row| row.get(0),
    )?;
    let fallback = routing::book::fallback_json(&routing::book::Fallback::default());
    let is_default = change.is_default.unwrap_or(false);
    if is_default {
        no_other_default(&tx, brand, &id, now)?;
    }
    tx.execute(
        "INSERT INTO channels (id, place, account, name, is_default, mls, time_zone, policies, rules, rules_count, \
             fallback, follow_up, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'UTC', ?7, '[]', 0, ?8, '[]', ?9, ?10)",
        params![
            id,
            place,
            brand,
            change.name.flatten(),
            is_default,
            change.mls.flatten(),
            policies_json(Policies::default()),
            fallback,
            now.0,
            odd(now, place).0,
        ],
    )?;
    tx.commit()?;
    shown(&store.conn, brand, &id)
}

/// `PUT /brands/:brand/leads/channels/:channel`
pub fn update(desk: &Desk, call: &Call) -> Answer {
    let (brand, id) = (call.path("brand"), call.path("channel"));
    let caller = call.caller_for(desk, brand)?;
    let body: Map<String, Value> = call.json()?;
    let change = Change::read(&body)?;
    let mut store = desk.store();
    let row = live(&store.conn, brand, id)?;
    guard(call, row.updated_at)?;
    let home = change.brand.as_deref().unwrap_or(brand);
    let org = store.org();
    if org.find(home).is_none() {
        return Err(Refusal::validation(format!("there is no brand {home:?}")));
    }
    if !org.is_within(&caller.account, home) {
        let message = format!("the token is for another brand than {home:?}");
        return Err(Refusal::forbidden(message));
    }
    let now = store.clock.tick();
    let tx = store.write()?;
    // A default that only moves house does not put out the one that lives there.
    let is_default = match change.is_default {
        Some(is_default) => is_default,
        None => row.is_default && (home == brand || default_of(&tx, home)?.is_none()),
    };
    if is_default {
        no_other_default(&tx, home, id, now)?;
    }
    tx.execute(
        "UPDATE channels SET (account, name, is_default, mls, updated_at) = (?2, ?3, ?4, ?5, ?6) WHERE id = ?1",
        params![
            id,
            home,
            change.name.unwrap_or(row.name),
            is_default,
            change.mls.unwrap_or(row.mls),
            now.0,
        ],
    )?;
    tx.commit()?;
    shown(&store.conn, home, id)
}

/// `DELETE /brands/:brand/leads/channels/:channel`: soft, and for good.
pub fn delete(desk: &Desk, call: &Call) -> Answer {
    let (brand, id) = (call.path("brand"), call.path("channel"));
    call.caller_for(desk, brand)?;
    let mut store = desk.store();
    let row = live(&store.conn, brand, id)?;
    guard(call, row.updated_at)?;
    let now = store.clock.tick();
    store.conn.execute(
        "UPDATE channels SET (is_default, deleted_at, updated_at) = (0, ?2, ?2) WHERE id = ?1",
        params![id, now.0],
    )?;
    Ok(no_content())
}

/// Refuses a write that was made for an older version.
pub fn guard(call: &Call, updated_at: Micros) -> Answer<()> {
    let Some(seen) = call.header(GUARD) else {
        return Ok(());
    };
    let seen = Micros::from_seconds(seen).ok_or_else(|| {
        Refusal::validation("If-Unmodified-Since-Version is not a time such as 1770000000.123456")
    })?;
    if seen == updated_at {
        Ok(())
    } else {
        Err(Refusal::conflict(
            "the channel has changed since that version",
        ))
    }
}

/// What a client may say of a channel; `None` where it says nothing.
#[derive(Debug, Default)]
struct Change {
    name: Option<Option<String>>,
    mls: Option<Option<String>>,
    is_default: Option<bool>,
    brand: Option<String>,
}

impl Change {
    /// Other keys are passed over: a client may send the whole channel back.
    fn read(body: &Map<String, Value>) -> Answer<Change> {
        let mut change = Change::default();
        match body.get("name") {
            None => {}
            Some(Value::Null) => change.name = Some(None),
            Some(Value::String(name)) if name.len() <= LONGEST_TEXT => {
                change.name = Some(Some(name.clone()));
            }
            Some(_) => return Err(Refusal::validation("name is neither a short text nor null")),
        }
        match body.get("mls") {
            None => {}
            Some(Value::Null) => change.mls = Some(None),
            Some(mls @ Value::Array(codes)) if codes.iter().all(Value::is_string) => {
                change.mls = Some(Some(mls.to_string()));
            }
            Some(_) => {
                return Err(Refusal::validation(
                    "mls is neither a list of texts nor null",
                ));
            }
        }
        match body.get("is_default") {
            None => {}
            Some(Value::Bool(is_default)) => change.is_default = Some(*is_default),
            Some(_) => return Err(Refusal::validation("is_default is neither true nor false")),
        }
        match body.get("brand") {
            None => {}
            Some(Value::String(brand)) => change.brand = Some(brand.clone()),
            Some(_) => return Err(Refusal::validation("brand is not the id of a brand")),
        }
        Ok(change)
    }
}

enum State {
    Unknown,
    Deleted,
    Live(Box<Row>),
}

fn state_of(conn: &Connection, id: &str) -> rusqlite::Result<State> {
    if let Some(row) = find(conn, id)? {
        return Ok(State::Live(Box::new(row)));
    }
    let known = conn
        .prepare_cached("SELECT 1 FROM channels WHERE id = ?1")?
        .exists([id])?;
    Ok(if known {
        State::Deleted
    } else {
        State::Unknown
    })
}

/// The channel with this id, unless it is deleted.
pub fn find(conn: &Connection, id: &str) -> rusqlite::Result<Option<Row>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM channels WHERE id = ?1 AND deleted_at IS NULL"
    ))?
    .query_row([id], Row::read)
    .optional()
}

/// The channel at this place; under another brand's path it is not there.
pub fn live(conn: &Connection, brand: &str, id: &str) -> Answer<Row> {
    find(conn, id)?
        .filter(|row| row.account == brand)
        .ok_or_else(|| {
            let id = masked(id);
            Refusal::not_found(format!("the brand {brand:?} has no lead channel {id}"))
        })
}

/// Every channel there is, in order.
pub fn all(conn: &Connection) -> rusqlite::Result<Vec<Row>> {
    conn.prepare(&format!(
        "SELECT {COLUMNS} FROM channels WHERE deleted_at IS NULL ORDER BY place"
    ))?
    .query_map([], Row::read)?
    .collect()
}

fn of_account(conn: &Connection, account: &str) -> rusqlite::Result<Vec<Row>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM channels WHERE account = ?1 AND deleted_at IS NULL ORDER BY place"
    ))?
    .query_map([account], Row::read)?
    .collect()
}

pub fn default_of(conn: &Connection, account: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached(
        "SELECT id FROM channels WHERE account = ?1 AND is_default AND deleted_at IS NULL",
    )?
    .query_row([account], |row| row.get(0))
    .optional()
}

/// An account has one default channel: a new one puts the old one out.
fn no_other_default(
    conn: &Connection,
    account: &str,
    but: &str,
    now: Micros,
) -> rusqlite::Result<()> {
    conn.execute(
        "UPDATE channels SET (is_default, updated_at) = (0, ?3) \
         WHERE account = ?1 AND id <> ?2 AND is_default AND deleted_at IS NULL",
        params![account, but, now.0],
    )?;
    Ok(())
}

fn shown(conn: &Connection, brand: &str, id: &str) -> Answer<Response> {
    Ok(one(live(conn, brand, id)?.json()))
}

/// Both policies, written out.
pub fn policies_json(policies: Policies) -> String {
    json!({
        "honor_assignees": policies.honor_assignees,
        "returning_lead_days": policies.returning_lead_days,
    })
    .to_string()
}
