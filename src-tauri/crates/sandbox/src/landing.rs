//! A lead on its way through the engine, and what the engine remembers from one to the next.
//!
//! Turns, daily counts and who came back are in the state by ids; a walk is given just what its
//! lead can touch and leaves the difference. An offer stays an offer: nobody claims in a sandbox.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use routing::facts::Facts;
use routing::json::Node;
use routing::landing::{By, Landing, Outcome};
use routing::lead::Lead;
use routing::route::Route;
use routing::walk::{Claims, Sender, State, decide};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::channels::Row;
use crate::clock::Micros;
use crate::org::Org;
use crate::parsed::parsed_payload;
use crate::reply::{Answer, Refusal};
use crate::store::Store;

/// A lead that has landed.
pub struct Landed {
    pub id: String,
    pub contact: String,
    pub created_at: Micros,
    /// As it was understood.
    pub parsed: Value,
}

/// Routes a lead and keeps it with everything it changed, in one transaction.
pub fn land(store: &mut Store, row: &Row, body: &Node<'_>, text: &str) -> Answer<Landed> {
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
