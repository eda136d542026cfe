//! Leads that come in: captured on both documented paths, routed by the engine, reassigned, and
//! followed by activities.
//!
//! What the engine remembers from lead to lead (turns, daily counts, who came back) is in the
//! state by ids; a walk is given just what its lead can touch and leaves the difference. An offer
//! stays an offer: nobody claims in a sandbox.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::header;
use axum::response::Response;
use chrono::{DateTime, FixedOffset, NaiveDate};
use routing::book::{Channel, Fallback, Policies};
use routing::facts::{Facts, unwrap_capture};
use routing::json::Node;
use routing::landing::{By, Landing, Outcome};
use routing::lead::{Lead, masked};
use routing::route::Route;
use routing::walk::{Claims, Sender, State, decide};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::channels::{self, Row};
use crate::clock::Micros;
use crate::desk::{Call, Desk};
use crate::org::Org;
use crate::parsed::parsed_payload;
use crate::reply::{Answer, Refusal, json_reply, one};
use crate::store::Store;

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

/// A lead that has landed.
struct Landed {
    id: String,
    contact: String,
    created_at: Micros,
    parsed: Value,
}

/// Routes a lead and keeps it with everything it changed, in one transaction.
fn land(store: &mut Store, row: &Row, body: &Node<'_>, text: &str) -> Answer<Landed> {
    let org = store.org();
    let route = store.routes.get(&org, row)?;
    let created_at = store.clock.tick();
    let captured_at = time(created_at)?;
    let id = Uuid::new_v4().to_string();
    let lead = Lead {
        id: Some(id.as_str().into()),
        channel: row.id.as_str().into(),
        captured_at,
        payload: body.clone(),
    };
    let zone = route.channel.time_zone;
    let facts = Facts::read(&lead.payload, captured_at, zone);
    let sender = Keys {
        email: facts.email_key(),
        phone: facts.e164.clone(),
    };
    let date = captured_at.with_timezone(&zone).date_naive();
    let mut state = remembered(&store.conn, &org, &route, &sender, date)?;
    let landing = decide(org.roster(), &route, &lead, Claims::Open, &mut state);
    let contact = contact(&store.conn, &sender)?;

    let tx = store.write()?;
    tx.execute(
        "INSERT INTO leads (id, contact, channel, captured_at, payload, email, phone, outcome, decided_by, agents) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            contact,
            row.id,
            created_at.0,
            text,
            sender.email,
            sender.phone,
            outcome(landing.ending.outcome),
            decided_by(&landing.ending.by),
            json!(landing.ending.agents).to_string(),
        ],
    )?;
    tx.execute(
        "UPDATE channels SET (capture_number, last_capture_date) = (capture_number + 1, ?2) WHERE id = ?1",
        params![row.id, created_at.0],
    )?;
    keep(&tx, &route, &landing, &state, date)?;
    tx.commit()?;
    let parsed = parsed_payload(&facts);
    Ok(Landed {
        id: id.clone(),
        contact,
        created_at,
        parsed,
    })
}

/// What a sender comes back with.
struct Keys {
    email: Option<String>,
    phone: Option<String>,
}

/// What the engine remembers of earlier leads, as far as this one can touch it.
fn remembered(
    conn: &Connection,
    org: &Org,
    route: &Route,
    sender: &Keys,
    date: NaiveDate,
) -> rusqlite::Result<State> {
    let mut state = State::default();
    let roster = org.roster();
    let mut turn = conn.prepare_cached("SELECT turn, agent FROM turns WHERE slot = ?1")?;
    let slots = route.steps.iter().chain([&route.fallback]);
    for slot in slots.map(|step| &step.slot) {
        let mut rows = turn.query([slot])?;
        if let Some(row) = rows.next()? {
            let turn: u32 = row.get(0)?;
            state.keep_last_turn(slot, turn as usize, row.get::<_, String>(1)?);
        }
    }
    let mut given = conn.prepare_cached("SELECT agent, leads FROM given WHERE date = ?1")?;
    let mut rows = given.query([date.to_string()])?;
    while let Some(row) = rows.next()? {
        if let Some(agent) = roster.find(row.get_ref(0)?.as_str()?) {
            state.keep_given(agent, date, row.get(1)?);
        }
    }
    if route.channel.policies.returning_lead_days > 0 {
        for (column, key) in [("email", &sender.email), ("phone", &sender.phone)] {
            let Some(key) = key else { continue };
            let earlier: Option<(i64, String)> = conn
                .prepare_cached(&format!(
                    "SELECT captured_at, agents FROM leads \
                     WHERE {column} = ?1 AND channel = ?2 AND outcome = 'assigned' \
                     ORDER BY captured_at DESC LIMIT 1"
                ))?
                .query_row(params![key, route.channel.id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((captured_at, agents)) = earlier else {
                continue;
            };
            let (Ok(captured_at), Ok(agents)) = (
                time(Micros(captured_at)),
                serde_json::from_str::<Vec<String>>(&agents),
            ) else {
                continue;
            };
            let agents = agents.iter().filter_map(|id| roster.find(id)).collect();
            let sender = if column == "email" {
                Sender::Email(key)
            } else {
                Sender::Phone(key)
            };
            state.keep_earlier(&route.channel.id, sender, captured_at, agents);
        }
    }
    Ok(state)
}

/// Keeps what an assignment changed. An offer's walk goes on only in thought, so it keeps nothing.
fn keep(
    conn: &Connection,
    route: &Route,
    landing: &Landing<'_>,
    state: &State,
    date: NaiveDate,
) -> rusqlite::Result<()> {
    let ending = &landing.ending;
    if ending.outcome != Outcome::Assigned {
        return Ok(());
    }
    let slot = match &ending.by {
        By::Rule { rule } => Some((*rule).to_owned()),
        By::Fallback => Some(route.fallback.slot.clone()),
        By::Assignee { .. } | By::Returning => None,
    };
    if let Some(slot) = slot
        && let Some(turn) = state.last_turn(&slot)
        && let Some(agent) = ending.agents.first()
    {
        conn.execute(
            "INSERT INTO turns (slot, turn, agent) VALUES (?1, ?2, ?3) \
             ON CONFLICT (slot) DO UPDATE SET (turn, agent) = (?2, ?3)",
            params![slot, turn as i64, agent],
        )?;
    }
    let mut count = conn.prepare_cached(
        "INSERT INTO given (date, agent, leads) VALUES (?1, ?2, 1) \
         ON CONFLICT (date, agent) DO UPDATE SET leads = leads + 1",
    )?;
    for agent in &ending.agents {
        count.execute(params![date.to_string(), agent])?;
    }
    Ok(())
}

/// Whoever wrote before with the same e-mail or phone is the same contact.
fn contact(conn: &Connection, sender: &Keys) -> rusqlite::Result<String> {
    for (column, key) in [("email", &sender.email), ("phone", &sender.phone)] {
        let Some(key) = key else { continue };
        let known: Option<String> = conn
            .prepare_cached(&format!(
                "SELECT contact FROM leads WHERE {column} = ?1 ORDER BY captured_at LIMIT 1"
            ))?
            .query_row([key], |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
    }
    Ok(Uuid::new_v4().to_string())
}

/// The agents that assignees name, found as a capture finds them: the walk itself looks, through a
/// channel of the account that has nothing but its assignees.
fn found_by_assignees(org: &Org, account: String, assignees: Node<'_>) -> Vec<String> {
    let channel = Channel {
        id: String::new(),
        account,
        name: None,
        is_default: false,
        mls: None,
        time_zone: chrono_tz::Tz::UTC,
        policies: Policies::default(),
        rules: Vec::new(),
        fallback: Fallback::Inbox,
        follow_up: Vec::new(),
    };
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

/// Channels made ready to run, until they or the people change.
#[derive(Debug, Default)]
pub struct Routes(HashMap<String, (Micros, Arc<Route>)>);

impl Routes {
    fn get(&mut self, org: &Org, row: &Row) -> Answer<Arc<Route>> {
        if let Some((version, route)) = self.0.get(&row.id)
            && *version == row.updated_at
        {
            return Ok(Arc::clone(route));
        }
        let channel = row
            .channel()
            .ok_or_else(|| Refusal::validation("the state of this channel is damaged"))?;
        let route = Arc::new(Route::new(org.roster(), &channel));
        self.0
            .insert(row.id.clone(), (row.updated_at, Arc::clone(&route)));
        Ok(route)
    }

    /// The people have changed.
    pub fn forget(&mut self) {
        self.0.clear();
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Assigned => "assigned",
        Outcome::Offered => "offered",
        Outcome::Inbox => "inbox",
    }
}

fn decided_by(by: &By<'_>) -> String {
    match by {
        By::Assignee { .. } => "assignee".to_owned(),
        By::Returning => "returning".to_owned(),
        By::Rule { rule } => (*rule).to_owned(),
        By::Fallback => "fallback".to_owned(),
    }
}

fn time(at: Micros) -> Answer<DateTime<FixedOffset>> {
    DateTime::from_timestamp_micros(at.0)
        .map(|at| at.fixed_offset())
        .ok_or_else(|| Refusal::validation("the clock of the sandbox is out of range"))
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
    json_reply(axum::http::StatusCode::OK, &body)
}
