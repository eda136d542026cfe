//! Who gets a lead: one lead simulated, or a history replayed, on a book.
//!
//! `accounts`, `users` and `channels` of a case change the file's book: by id, key by key; what
//! has a new id is added. `channel` changes the book's first channel; leads go there unless the
//! case says `to` another. A lead that says no time is captured on Monday 2 March 2026 at 9:00 in
//! Chicago, each further lead of a history a minute later.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use routing::json::Node;
use routing::lead::read_time;
use routing::walk::{Claims, State};
use routing::{History, Lead, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cases::{Named, check_folder, differences, router};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    channel: Map<String, Value>,
    #[serde(default)]
    accounts: BTreeMap<String, Value>,
    #[serde(default)]
    users: BTreeMap<String, Value>,
    #[serde(default)]
    channels: BTreeMap<String, Value>,
    to: Option<String>,
    /// Who had the last turn, by rule id or `fallback:<channel id>`.
    #[serde(default)]
    last_agent: BTreeMap<String, String>,
    /// The number of the last turn and who had it, by the same names.
    #[serde(default)]
    kept_turns: BTreeMap<String, (usize, String)>,
    /// What a history assumes of offers: `nobody` (unless said otherwise), `first` or a seed.
    claims: Option<Value>,

    /// One payload to simulate …
    lead: Option<Value>,
    at: Option<String>,
    /// … and what its result says, at least.
    result: Option<Value>,
    /// … or all that it says.
    exactly: Option<Value>,
    /// The verdict on each of its rules, in order: all of them.
    verdicts: Option<Map<String, Value>>,

    /// Or a history: so many leads without content, or leads as history files have them, each key
    /// optional.
    leads: Option<Value>,
    /// Where each of its leads lands, in the order they are taken.
    lands: Option<Vec<String>>,
    /// What their results say, at least.
    results: Option<Vec<Value>>,
    /// The lines it is refused for: `code place`.
    refused: Option<Vec<String>>,

    /// Or why the book is refused: `code place`.
    book_refused: Option<Vec<String>>,
}

impl Named for Case {
    fn name(&self) -> &str {
        &self.name
    }
}

#[test]
fn a_lead_walks_to_its_one_outcome() {
    check_folder("walk", check);
}

#[test]
fn turns_are_taken_fairly_and_in_order() {
    check_folder("rotation", check);
}

#[test]
fn offers_are_claimed_or_lapse() {
    check_folder("claims", check);
}

#[test]
fn a_history_is_replayed_in_order_with_one_state() {
    check_folder("replay", check);
}

#[test]
fn custom_rules_name_agents_within_their_bounds() {
    check_folder("custom", check);
}

#[test]
fn the_scenarios_of_the_guide_land_where_they_should() {
    check_folder("scenarios", check);
}

#[test]
fn offers_nest_only_so_deep_and_the_walk_still_ends() {
    let offer = json!({"type": "first_to_claim", "pool": "all", "window_minutes": 1});
    let mut rules: Vec<Value> = (0..1_000)
        .map(|rule| json!({"id": format!("r{rule}"), "then": offer}))
        .collect();
    rules.push(json!({"id": "last", "then": {"type": "specific_agent", "agent": "a"}}));
    let book = json!({
        "format": "switchyard.book", "version": 1, "users": [],
        "accounts": [{"id": "a", "kind": "agent", "name": "A", "parent": null}],
        "channels": [{"id": "web", "account": "a", "name": null, "rules": rules}]
    });
    let router = router(&book).unwrap();
    let lead = Lead {
        id: None,
        channel: "web".into(),
        captured_at: monday(),
        payload: Node::Object(Vec::new()),
    };
    let result = router.simulate(&lead, &mut State::default()).unwrap();
    let mut offers = 0;
    let mut ending = &result.ending;
    while let Some(unclaimed) = &ending.if_unclaimed {
        offers += 1;
        ending = &unclaimed.ending;
    }
    assert_eq!(offers, routing::walk::MAX_NESTED_OFFERS);
    assert_eq!(ending.agents, ["a"]);
    assert_eq!(ending.by, routing::landing::By::Rule { rule: "last" });
    assert_eq!(result.problems.len(), 1);
    assert!(serde_json::to_string(&result).is_ok());
}

fn check(book: &Value, case: &Case) -> Vec<String> {
    let mut book = book.clone();
    change(&mut book, case);
    if let Some(refused) = &case.book_refused {
        let read = routing::Book::read(book.to_string().as_bytes());
        let problems = read.err().unwrap_or_default();
        let found = problems
            .listed
            .iter()
            .map(|p| format!("{} {}", p.code, p.place));
        return compared(
            &json!(refused),
            &json!(found.collect::<Vec<_>>()),
            "book_refused",
        );
    }
    let router = match router(&book) {
        Ok(router) => router,
        Err(refused) => return vec![refused],
    };
    let first = || book["channels"][0]["id"].as_str().unwrap();
    let channel = case.to.as_deref().unwrap_or_else(first);
    match (&case.lead, &case.leads) {
        (Some(payload), None) => simulated(&router, channel, payload, case),
        (None, Some(leads)) => replayed(&router, channel, leads, case),
        _ => vec!["a case has either `lead` or `leads`".to_owned()],
    }
}

fn simulated(router: &Router, channel: &str, payload: &Value, case: &Case) -> Vec<String> {
    let text = payload.to_string();
    let lead = Lead {
        id: Some("L-1".into()),
        channel: channel.into(),
        captured_at: case
            .at
            .as_deref()
            .map_or_else(monday, |at| read_time(at).unwrap()),
        payload: Node::parse(&text).unwrap(),
    };
    let explained = router.simulate(&lead, &mut state(case)).unwrap();
    let route = router.route(channel).unwrap();
    let mut fresh = state(case);
    let decided = routing::walk::decide(&router.roster, route, &lead, Claims::Open, &mut fresh);
    let mut result = serde_json::to_value(explained).unwrap();
    leave_out_unreached_fallback(&mut result);

    let mut found = compared(
        &without_trace(&result),
        &serde_json::to_value(decided).unwrap(),
        "decided without a trace",
    );
    if let Some(expected) = &case.result {
        found.extend(compared(expected, &result, "result"));
    }
    if let Some(expected) = case
        .exactly
        .as_ref()
        .filter(|expected| **expected != result)
    {
        found.push(format!("expected exactly {expected}\n    but got {result}"));
    }
    if let Some(expected) = &case.verdicts {
        let steps = result["trace"].as_array().unwrap().iter();
        let actual: Map<String, Value> = steps
            .filter(|step| step["step"] == "rule")
            .map(|step| {
                (
                    step["rule"].as_str().unwrap().to_owned(),
                    step["verdict"].clone(),
                )
            })
            .collect();
        if expected != &actual {
            found.push(format!("verdicts: expected {expected:?}, got {actual:?}"));
        }
    }
    found
}

fn replayed(router: &Router, channel: &str, leads: &Value, case: &Case) -> Vec<String> {
    let text = history(channel, leads);
    let (history, problems) = History::read(text.as_bytes(), |id| router.route(id).is_some());
    let refused: Vec<String> = problems
        .listed
        .iter()
        .map(|problem| format!("{} {}", problem.code, problem.place))
        .collect();
    let mut found = compared(
        &json!(case.refused.clone().unwrap_or_default()),
        &json!(refused),
        "refused lines",
    );
    let claims = match &case.claims {
        None => Claims::Nobody,
        Some(Value::String(word)) if word == "nobody" => Claims::Nobody,
        Some(Value::String(word)) if word == "first" => Claims::First,
        Some(seed) => Claims::Seeded(seed.as_u64().unwrap()),
    };
    let run = |traced: bool| {
        let mut results = Vec::new();
        router.replay(&history, claims, traced, &mut state(case), |landing| {
            let mut result = serde_json::to_value(landing).unwrap();
            leave_out_unreached_fallback(&mut result);
            results.push(result);
            true
        });
        results
    };
    let (traced, plain) = (run(true), run(false));
    let stripped: Vec<Value> = traced.iter().map(without_trace).collect();
    found.extend(compared(
        &json!(stripped),
        &json!(plain),
        "decided without a trace",
    ));
    if let Some(expected) = &case.lands {
        let actual: Vec<String> = plain.iter().map(landing_in_words).collect();
        if expected != &actual {
            found.push(format!(
                "lands: expected {expected:?}\n           but got {actual:?}"
            ));
        }
    }
    if let Some(expected) = &case.results {
        found.extend(compared(&json!(expected), &json!(traced), "results"));
    }
    found
}

fn compared(expected: &Value, actual: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    differences(expected, actual, place, &mut found);
    found
}

/// `smith`, `smith + miller`, `offered to smith + miller`, `inbox of adler`.
pub fn landing_in_words(result: &Value) -> String {
    let agents: Vec<&str> = result["agents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|agent| agent.as_str().unwrap())
        .collect();
    let agents = agents.join(" + ");
    match result["outcome"].as_str().unwrap() {
        "assigned" => agents,
        "offered" => format!("offered to {agents}"),
        _ => format!("inbox of {}", result["account"].as_str().unwrap()),
    }
}

pub fn without_trace(result: &Value) -> Value {
    let mut result = result.clone();
    let mut inner = Some(&mut result);
    while let Some(Value::Object(ending)) = inner {
        ending.remove("trace");
        inner = ending.get_mut("if_unclaimed");
    }
    result
}

/// A trace may end with the fallback that it did not reach, or before it.
fn leave_out_unreached_fallback(result: &mut Value) {
    let unreached = json!({"step": "fallback", "verdict": "not_reached"});
    let mut inner = Some(result);
    while let Some(ending) = inner {
        if let Some(Value::Array(steps)) = ending.get_mut("trace") {
            steps.retain(|step| *step != unreached);
        }
        inner = ending.get_mut("if_unclaimed");
    }
}

fn state(case: &Case) -> State {
    let mut state = State::default();
    for (slot, agent) in &case.last_agent {
        state.set_last_agent(slot, agent);
    }
    for (slot, (turn, agent)) in &case.kept_turns {
        state.keep_last_turn(slot, *turn, agent);
    }
    state
}

fn monday() -> DateTime<FixedOffset> {
    read_time("2026-03-02T09:00:00-06:00").unwrap()
}

/// The lines of a history file.
fn history(channel: &str, leads: &Value) -> String {
    let leads = match leads {
        Value::Array(leads) => leads.clone(),
        count => vec![json!({}); usize::try_from(count.as_u64().unwrap()).unwrap()],
    };
    let mut lines = String::new();
    for (index, lead) in leads.iter().enumerate() {
        let line = match lead {
            Value::String(raw) => raw.clone(),
            lead => {
                let minutes = TimeDelta::minutes(i64::try_from(index).unwrap());
                let mut whole = json!({
                    "id": format!("L-{:03}", index + 1),
                    "channel": channel,
                    "captured_at": (monday() + minutes).to_rfc3339(),
                    "payload": {},
                });
                set_keys(&mut whole, lead);
                whole.to_string()
            }
        };
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

fn change(book: &mut Value, case: &Case) {
    for (list, changes) in [
        ("accounts", &case.accounts),
        ("users", &case.users),
        ("channels", &case.channels),
    ] {
        let items = book[list].as_array_mut().unwrap();
        for (id, keys) in changes {
            let known = items.iter().position(|item| item["id"] == id.as_str());
            let place = known.unwrap_or_else(|| {
                items.push(json!({"id": id}));
                items.len() - 1
            });
            set_keys(&mut items[place], keys);
        }
    }
    set_keys(
        &mut book["channels"][0],
        &Value::Object(case.channel.clone()),
    );
}

/// A key that is set to null is taken out.
fn set_keys(object: &mut Value, keys: &Value) {
    let object = object.as_object_mut().unwrap();
    for (key, value) in keys.as_object().unwrap() {
        if value.is_null() {
            object.remove(key);
        } else {
            object.insert(key.clone(), value.clone());
        }
    }
}
