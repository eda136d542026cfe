//! The rules of a channel: the extension that no public document knows, in the book's shapes.
//!
//! `GET` gives the list, and beside it in `info` the version and what else decides: policies,
//! fallback, time zone and the channel's follow-up, all written out. `PUT` takes a list (the
//! rest stays) or an object (what it leaves out goes back to the book's default).

use std::collections::HashSet;

use axum::response::Response;
use routing::book::{Account, AccountKind, Channel, fallback_json, follow_ups_json, read_channel};
use routing::{Book, Problem};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::channels::{self, Row, guard, live};
use crate::clock::Micros;
use crate::desk::{Call, Desk};
use crate::org::Org;
use crate::reply::{Answer, Page, Refusal, list};

/// Most problems of a refused list that its message names.
const MOST_NAMED: usize = 5;

/// `GET /brands/:brand/leads/channels/:channel/rules`
pub fn get(desk: &Desk, call: &Call) -> Answer {
    let (brand, id) = (call.path("brand"), call.path("channel"));
    call.caller_for(desk, brand)?;
    let row = live(&desk.store().conn, brand, id)?;
    shown(&row)
}

/// `PUT /brands/:brand/leads/channels/:channel/rules`
pub fn put(desk: &Desk, call: &Call) -> Answer {
    let (brand, id) = (call.path("brand"), call.path("channel"));
    call.caller_for(desk, brand)?;
    let wanted = Wanted::read(&call.body)?;
    let mut store = desk.store();
    let row = live(&store.conn, brand, id)?;
    guard(call, row.updated_at)?;
    let channel = wanted.channel(&row)?;
    let problems = unknown_names(&store.org(), &channel);
    if !problems.is_empty() {
        return Err(refused(&problems));
    }
    let now = store.clock.tick();
    store.conn.execute(
        "UPDATE channels SET (time_zone, policies, rules, rules_count, fallback, follow_up, updated_at) \
             = (?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE id = ?1",
        params![
            id,
            channel.time_zone.name(),
            channels::policies_json(channel.policies),
            serde_json::to_string(&channel.rules).unwrap_or_default(),
            channel.rules.len() as i64,
            fallback_json(&channel.fallback),
            follow_ups_json(&channel.follow_up),
            now.0,
        ],
    )?;
    shown(&live(&store.conn, brand, id)?)
}

#[derive(Serialize)]
struct Info<'r> {
    #[serde(flatten)]
    page: Page,
    updated_at: Micros,
    policies: &'r RawValue,
    fallback: &'r RawValue,
    time_zone: &'r str,
    follow_up: &'r RawValue,
}

fn shown(row: &Row) -> Answer<Response> {
    let raw = |text| {
        serde_json::from_str::<&RawValue>(text)
            .map_err(|error| Refusal::validation(format!("the state is damaged: {error}")))
    };
    let count = usize::try_from(row.rules_count).unwrap_or_default();
    let page = Page {
        count,
        total: count,
    };
    Ok(list(
        raw(&row.rules)?,
        Info {
            page,
            updated_at: row.updated_at,
            policies: raw(&row.policies)?,
            fallback: raw(&row.fallback)?,
            time_zone: &row.time_zone,
            follow_up: raw(&row.follow_up)?,
        },
    ))
}

/// The body of a `PUT`, each part still as text: the book's own reader judges them.
enum Wanted<'b> {
    List(&'b RawValue),
    Whole(Box<Whole<'b>>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole<'b> {
    #[serde(borrow)]
    rules: &'b RawValue,
    #[serde(borrow)]
    policies: Option<&'b RawValue>,
    #[serde(borrow)]
    fallback: Option<&'b RawValue>,
    #[serde(borrow)]
    time_zone: Option<&'b RawValue>,
    #[serde(borrow)]
    follow_up: Option<&'b RawValue>,
}

impl<'b> Wanted<'b> {
    fn read(body: &'b [u8]) -> Answer<Wanted<'b>> {
        let unread = |error| Refusal::validation(format!("the body is no list of rules: {error}"));
        let whole: &RawValue = serde_json::from_slice(body).map_err(unread)?;
        if whole.get().starts_with('[') {
            return Ok(Wanted::List(whole));
        }
        let whole = serde_json::from_str(whole.get()).map_err(unread)?;
        Ok(Wanted::Whole(Box::new(whole)))
    }

    /// The channel as it would be.
    fn channel(&self, row: &Row) -> Answer<Channel> {
        let zone = Value::from(row.time_zone.as_str()).to_string();
        let parts: [(&str, Option<&str>); 5] = match self {
            Wanted::List(rules) => [
                ("rules", Some(rules.get())),
                ("policies", Some(&row.policies)),
                ("fallback", Some(&row.fallback)),
                ("time_zone", Some(&zone)),
                ("follow_up", Some(&row.follow_up)),
            ],
            Wanted::Whole(whole) => [
                ("rules", Some(whole.rules.get())),
                ("policies", whole.policies.map(RawValue::get)),
                ("fallback", whole.fallback.map(RawValue::get)),
                ("time_zone", whole.time_zone.map(RawValue::get)),
                ("follow_up", whole.follow_up.map(RawValue::get)),
            ],
        };
        let mut text = format!(
            r#"{{"id":{},"account":{},"name":null"#,
            Value::from(row.id.as_str()),
            Value::from(row.account.as_str())
        );
        for (key, part) in parts {
            if let Some(part) = part {
                text.push_str(&format!(r#","{key}":{part}"#));
            }
        }
        text.push('}');
        read_channel(&text).map_err(|problems| refused(&problems))
    }
}

/// What a book's reader or check says, as an error of the API.
pub fn refused(problems: &[Problem]) -> Refusal {
    let named: Vec<String> = problems
        .iter()
        .take(MOST_NAMED)
        .map(Problem::to_string)
        .collect();
    let more = match problems.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    Refusal::validation(format!("{}{more}", named.join("; ")))
}

/// What a channel says of accounts that are not there, or of the wrong kind. The book's own check
/// does it, on a book of no more accounts than the channel names.
fn unknown_names(org: &Org, channel: &Channel) -> Vec<Problem> {
    let Some(root) = org.root() else {
        return Vec::new();
    };
    let mut names: HashSet<&str> = channel.accounts_named().into_iter().collect();
    names.remove(root.id.as_str());
    let mut accounts = vec![bare(&root.id, root.kind, None)];
    accounts.extend(
        names
            .into_iter()
            .filter_map(|id| org.account(id))
            .map(|account| bare(&account.id, account.kind, Some(&root.id))),
    );
    let book = Book {
        accounts,
        users: Vec::new(),
        channels: vec![channel.clone()],
    };
    let mut problems = book.check();
    for problem in &mut problems {
        // The client knows one channel and sent its rules.
        if let Some(place) = problem.place.strip_prefix("channels[0].") {
            problem.place = place.to_owned();
        }
    }
    problems
}

fn bare(id: &str, kind: AccountKind, parent: Option<&String>) -> Account {
    Account {
        id: id.to_owned(),
        kind,
        name: String::new(),
        parent: parent.cloned(),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    }
}
