//! `/__sandbox/…`: what a test needs to know and to arrange. Only where it was asked for, and
//! no part of what the sandbox imitates.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::Response;
use routing::Book;
use rusqlite::params;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::api::edit_as_other;
use crate::channels::{self, Row};
use crate::desk::{Call, Desk, held};
use crate::faults::Queued;
use crate::reply::{Answer, Refusal, json_reply, no_content, typed};

/// `GET /__sandbox/book`: the state as a canonical book.
pub fn book(desk: &Desk, _: &Call) -> Answer {
    let book = desk.store().book()?;
    let json = "application/json; charset=utf-8";
    Ok(typed(StatusCode::OK, json, book.write()))
}

/// `PUT /__sandbox/book`: makes the state what the book says, as other users would have. What the
/// book leaves as it was keeps its version.
pub fn put_book(desk: &Desk, call: &Call) -> Answer {
    let book = Book::read(&call.body).map_err(|problems| {
        let first = problems.listed.first().map(ToString::to_string);
        Refusal::validation(first.unwrap_or_default())
    })?;
    desk.store().put_book(&book)?;
    Ok(no_content())
}

/// `GET /__sandbox/requests`
pub fn requests(desk: &Desk, _: &Call) -> Answer {
    let served = held(&desk.served);
    Ok(ok(&json!({
        "total": served.total,
        "counts": served.counts,
        "latest": served.latest,
    })))
}

/// `DELETE /__sandbox/requests`: counts from nothing again.
pub fn forget_requests(desk: &Desk, _: &Call) -> Answer {
    *held(&desk.served) = crate::requests::Served::default();
    Ok(no_content())
}

/// `GET /__sandbox/faults`: how many are queued.
pub fn faults(desk: &Desk, _: &Call) -> Answer {
    Ok(ok(&json!({ "waiting": held(&desk.faults).waiting() })))
}

/// `POST /__sandbox/faults`: one, or a list.
pub fn queue_faults(desk: &Desk, call: &Call) -> Answer {
    let body: Value = call.json()?;
    let list = match body {
        Value::Array(list) => list,
        one => vec![one],
    };
    let list = list
        .into_iter()
        .map(serde_json::from_value::<Queued>)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Refusal::validation(error.to_string()))?;
    let mut faults = held(&desk.faults);
    for queued in list {
        let bad = |error: crate::faults::BadFault| Refusal::validation(error.to_string());
        faults.queue(queued).map_err(bad)?;
    }
    Ok(ok(&json!({ "waiting": faults.waiting() })))
}

/// `DELETE /__sandbox/faults`: nothing is queued any more.
pub fn clear_faults(desk: &Desk, _: &Call) -> Answer {
    held(&desk.faults).clear();
    Ok(no_content())
}

/// `GET /__sandbox/leads`: every lead with where it went, the latest first.
pub fn leads(desk: &Desk, call: &Call) -> Answer {
    let limit = call.number("limit")?.unwrap_or(100).min(10_000) as i64;
    let store = desk.store();
    let mut select = store.conn.prepare_cached(
        "SELECT id, contact, channel, captured_at, payload, outcome, decided_by, agents, reassigned FROM leads \
         ORDER BY captured_at DESC LIMIT ?1",
    )?;
    let rows = select.query_map([limit], |row| {
        let agents: String = row.get(7)?;
        let reassigned: Option<String> = row.get(8)?;
        let read = |text: String| serde_json::from_str::<Value>(&text).unwrap_or_default();
        Ok(json!({
            "id": row.get::<_, String>(0)?,
            "contact": row.get::<_, String>(1)?,
            "channel": row.get::<_, String>(2)?,
            "captured_at": crate::clock::Micros(row.get(3)?),
            "payload": read(row.get(4)?),
            "outcome": row.get::<_, String>(5)?,
            "by": row.get::<_, String>(6)?,
            "agents": read(agents),
            "reassigned": reassigned.map(read),
        }))
    })?;
    let leads = rows.collect::<rusqlite::Result<Vec<Value>>>()?;
    Ok(ok(&json!({ "leads": leads })))
}

/// `POST /__sandbox/edit`
pub fn edit(desk: &Desk, call: &Call) -> Answer {
    let text = std::str::from_utf8(&call.body);
    let text = text.map_err(|_| Refusal::validation("the body is not UTF-8"))?;
    edit_as_other(desk, text)?;
    Ok(no_content())
}

/// A change somebody else makes: any write of the API, without token and guard, or a whole book.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit<'e> {
    #[serde(borrow)]
    pub method: Option<Cow<'e, str>>,
    #[serde(borrow)]
    pub path: Option<Cow<'e, str>>,
    #[serde(borrow)]
    pub body: Option<&'e RawValue>,
    #[serde(borrow)]
    pub book: Option<&'e RawValue>,
}

/// Somebody changes something, as chance will have it: a name, a rule switched on or off, or two
/// rules in the other order.
pub fn meddle(desk: &Desk, draw: u64) -> Answer<()> {
    let mut store = desk.store();
    let rows = channels::all(&store.conn)?;
    let Some(row) = rows.get((draw % rows.len().max(1) as u64) as usize) else {
        return Ok(());
    };
    let now = store.clock.tick();
    let rules = changed_rules(row, draw >> 32);
    let name = match rules {
        Some(_) => row.name.clone(),
        None => Some(format!("Renamed by another user, {}", now.0)),
    };
    store.conn.execute(
        "UPDATE channels SET (name, rules, updated_at) = (?2, ?3, ?4) WHERE id = ?1",
        params![row.id, name, rules.as_deref().unwrap_or(&row.rules), now.0],
    )?;
    Ok(())
}

fn changed_rules(row: &Row, draw: u64) -> Option<String> {
    let mut channel = row.channel()?;
    let rules = &mut channel.rules;
    let at = (draw / 3) as usize % rules.len().max(1);
    match draw % 3 {
        0 => {
            let rule = rules.get_mut(at)?;
            rule.enabled = !rule.enabled;
        }
        1 if rules.len() > 1 => {
            let other = (at + 1) % rules.len();
            rules.swap(at, other);
        }
        _ => return None,
    }
    serde_json::to_string(rules).ok()
}

fn ok(body: &Value) -> Response {
    json_reply(StatusCode::OK, body)
}
