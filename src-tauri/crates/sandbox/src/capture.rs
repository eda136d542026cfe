//! Leads that come in, on both documented paths, and what may happen to one afterwards: other
//! assignees, activities.

use axum::http::{StatusCode, header};
use axum::response::Response;
use chrono::DateTime;
use routing::book::Channel;
use routing::facts::unwrap_capture;
use routing::json::Node;
use routing::lead::{Lead, masked};
use routing::route::Route;
use routing::walk::{Claims, State, decide};
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::channels;
use crate::clock::Micros;
use crate::desk::{Call, Desk};
use crate::landing::land;
use crate::org::Org;
use crate::reply::{Answer, Refusal, json_reply, one};

/// Largest body of a capture, in bytes.
pub const LARGEST_CAPTURE: usize = 1 << 20;

/// `POST /leads/channels/:channel/webhook`: no token, the channel's id is the key.
pub fn webhook(desk: &Desk, call: &Call) -> Answer {
    let text = json_text(call)?;
    let body = object(text)?;
    let mut store = desk.store();
    let id = call.path("channel");
    let row = channels::find(&store.conn, id)?.ok_or_else(|| no_channel(id))?;
    let raw_payload = raw(text)?;
    let lead = land(&mut store, &row, &body, text)?;
    Ok(one(Captured {
        id: lead.id,
        contact: lead.contact,
        lead_channel: &row.id,
        raw_payload,
        parsed_payload: lead.parsed,
        created_at: lead.created_at,
    }))
}

#[derive(Serialize)]
struct Captured<'r> {
    id: String,
    contact: String,
    lead_channel: &'r str,
    /// To the letter as it came.
    raw_payload: &'r RawValue,
    parsed_payload: Value,
    created_at: Micros,
}

/// `POST /leads` by a signed-in system: `{metadata, lead}`. Without a channel in its metadata the
/// lead goes to the brand's default one.
pub fn signed_in(desk: &Desk, call: &Call) -> Answer {
    let caller = call.caller(desk)?;
    let brand = call
        .header("x-rechat-brand")
        .ok_or_else(|| Refusal::validation("this call needs the header X-RECHAT-BRAND"))?;
    if caller.account != brand {
        call.caller_for(desk, brand)?;
    }
    let text = json_text(call)?;
    let body = object(text)?;
    for key in ["metadata", "lead"] {
        if body.get(key).is_none_or(|node| node.as_object().is_none()) {
            return Err(Refusal::validation(format!("{key} is not an object")));
        }
    }
    let (payload, _, named) = unwrap_capture(&body);
    let mut store = desk.store();
    let default = channels::default_of(&store.conn, brand)?;
    let id = named.map(str::to_owned).or(default).ok_or_else(|| {
        Refusal::validation(format!(
            "metadata names no lead_channel, and the brand {brand:?} has no default one"
        ))
    })?;
    let row = channels::find(&store.conn, &id)?.ok_or_else(|| no_channel(&id))?;
    let lead = land(&mut store, &row, &body, text)?;
    let source_type = payload.get("source_type").and_then(Node::as_text);
    Ok(one(json!({
        "id": lead.id,
        "contact": lead.contact,
        "lead_channel": row.id,
        "source_type": source_type,
        "created_at": lead.created_at,
    })))
}

/// `PUT /leads/:lead/assignees`: a bare list replaces whoever has the lead. The lead's id is all
/// the permission it takes, as far as is documented.
pub fn reassign(desk: &Desk, call: &Call) -> Answer {
    let text = json_text(call)?;
    let assignees = Node::parse(text).map_err(|error| not_json(&error))?;
    let named = assignees
        .as_list()
        .filter(|list| list.iter().all(|one| one.as_object().is_some()))
        .ok_or_else(|| Refusal::validation("the body is not a list of assignees"))?
        .len();
    let store = desk.store();
    let id = call.path("lead");
    let channel: String = store
        .conn
        .prepare_cached("SELECT channel FROM leads WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| no_lead(id))?;
    let org = store.org();
    let account = channels::find(&store.conn, &channel)?.map(|row| row.account);
    let account = account.or_else(|| Some(org.root()?.id.clone()));
    let agents = found_by_assignees(&org, account.unwrap_or_default(), assignees);
    if agents.is_empty() && named > 0 {
        return Err(Refusal::validation("no active agent matches an assignee"));
    }
    store.conn.execute(
        "UPDATE leads SET reassigned = ?2 WHERE id = ?1",
        params![id, json!(agents).to_string()],
    )?;
    Ok(success(
        json!({ "success": true, "message": "the assignees were replaced" }),
    ))
}

/// `POST /leads/:lead/timeline`: what the lead's sender did since.
pub fn timeline(desk: &Desk, call: &Call) -> Answer {
    let text = json_text(call)?;
    let body = object(text)?;
    let action = body
        .get("action")
        .and_then(Node::as_text)
        .ok_or_else(|| Refusal::validation("action is missing"))?;
    let needs = ACTIVITIES
        .iter()
        .find(|(name, _)| *name == action)
        .map(|(_, needs)| *needs)
        .ok_or_else(|| Refusal::validation(format!("{action:?} is no documented action")))?;
    if let Some(key) = needs
        && body.get(key).is_none_or(|node| node.as_object().is_none())
    {
        return Err(Refusal::validation(format!("{action} needs a {key}")));
    }
    let mut store = desk.store();
    let now = store.clock.tick();
    let id = call.path("lead");
    let added = store.conn.execute(
        "INSERT INTO timeline (lead, at, activity) \
         SELECT id, ?2, ?3 FROM leads WHERE id = ?1 OR contact = ?1 ORDER BY captured_at DESC LIMIT 1",
        params![id, now.0, text],
    )?;
    match added {
        0 => Err(no_lead(id)),
        _ => Ok(success(json!({ "success": true }))),
    }
}

/// The documented activities, each with the object it needs.
const ACTIVITIES: [(&str, Option<&str>); 10] = [
    ("ContactViewedListing", Some("listing")),
    ("ContactSharedListing", Some("listing")),
    ("ContactFavoritedListing", Some("listing")),
    ("ContactRemovedFavoriteListing", Some("listing")),
    ("ContactValuedListing", Some("listing")),
    ("ContactSignedUp", None),
    ("ContactLoggedIn", None),
    ("ContactCreatedSearch", Some("search")),
    ("ContactRemovedSearch", Some("search")),
    ("ContactSearchedListings", Some("search")),
];

/// The agents that assignees name, found as a capture finds them: the walk itself looks, through a
/// channel of the account that has nothing but its assignees.
fn found_by_assignees(org: &Org, account: String, assignees: Node<'_>) -> Vec<String> {
    let channel = Channel::new("", account);
    let route = Route::new(org.roster(), &channel);
    let lead = Lead {
        id: None,
        channel: "".into(),
        captured_at: DateTime::UNIX_EPOCH.fixed_offset(),
        payload: Node::Object(vec![("assignees".into(), assignees)]),
    };
    let landing = decide(
        org.roster(),
        &route,
        &lead,
        Claims::Open,
        &mut State::default(),
    );
    let agents = landing.ending.agents.iter();
    agents.map(|agent| (*agent).to_owned()).collect()
}

/// The body as text, where it can be JSON by its type. A sender that says no type, or plain text
/// as a beacon does, is believed to send JSON.
fn json_text(call: &Call) -> Answer<&str> {
    let said = call
        .header(header::CONTENT_TYPE.as_str())
        .unwrap_or_default();
    let kind = said.split(';').next().unwrap_or_default().trim();
    let is_json = ["", "application/json", "text/json", "text/plain"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known));
    if !is_json {
        return Err(Refusal::unreadable_type(format!(
            "the sandbox reads application/json, not {kind:?}"
        )));
    }
    std::str::from_utf8(&call.body).map_err(|_| Refusal::validation("the body is not UTF-8"))
}

fn object(text: &str) -> Answer<Node<'_>> {
    let node = Node::parse(text).map_err(|error| not_json(&error))?;
    match node {
        Node::Object(_) => Ok(node),
        other => Err(Refusal::validation(format!(
            "the body is {}, not an object",
            other.kind()
        ))),
    }
}

fn not_json(error: &routing::json::SyntaxError) -> Refusal {
    Refusal::validation(format!("the body is not JSON: {error}"))
}

fn raw(text: &str) -> Answer<&RawValue> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::validation(format!("the body is not JSON: {error}")))
}

fn no_channel(id: &str) -> Refusal {
    Refusal::not_found(format!("there is no lead channel {}", masked(id)))
}

fn no_lead(id: &str) -> Refusal {
    Refusal::not_found(format!("there is no lead {}", masked(id)))
}

fn success(body: Value) -> Response {
    json_reply(StatusCode::OK, &body)
}
