//! What a lead says: `facts/` holds each fact's reading, `payloads/` whole captures as Rechat
//! documents them and as its clients send them. Facts are read off a trace, as a person would.

use std::collections::BTreeMap;

use routing::Lead;
use routing::json::Node;
use routing::lead::read_time;
use routing::walk::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cases::{Named, check_folder, differences, router};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// A payload, or its text where JSON's own spelling matters.
    #[serde(default)]
    payload: Value,
    payload_text: Option<String>,
    captured_at: Option<String>,
    time_zone: Option<String>,
    /// Every fact that is not missing; `captured.*` only where the case is about them.
    facts: BTreeMap<String, Value>,
    /// `code place`, in any order.
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    ignored: Vec<String>,
}

impl Named for Case {
    fn name(&self) -> &str {
        &self.name
    }
}

#[test]
fn each_fact_is_read_as_the_contract_says() {
    check_folder("facts", |_, case| check(case));
}

#[test]
fn every_documented_payload_shape_is_understood() {
    check_folder("payloads", |_, case| check(case));
}

/// Comparing each with each would take hours.
#[test]
fn a_million_tags_are_read_in_time() {
    let tags: Vec<String> = (0..1_000_000)
        .map(|tag| format!("tag {}", tag / 2))
        .collect();
    let payload = json!({ "tag": tags }).to_string();
    let lead = Lead {
        id: None,
        channel: "web".into(),
        captured_at: read_time("2026-03-02T15:00:00Z").unwrap(),
        payload: Node::parse(&payload).unwrap(),
    };
    let router = router(&asking_for_every_fact("UTC")).unwrap();
    let landing = router.simulate(&lead, &mut State::default()).unwrap();
    let result = serde_json::to_value(landing).unwrap();
    let tests = rule_step(&result)["when"]["all"].as_array().unwrap();
    let seen = tests.iter().find(|test| test["field"] == "tags").unwrap();
    assert_eq!(seen["actual"].as_array().unwrap().len(), 500_000);
}

fn check(case: &Case) -> Vec<String> {
    let payload = match &case.payload_text {
        Some(text) => text.clone(),
        None => case.payload.to_string(),
    };
    let zone = case.time_zone.as_deref().unwrap_or("UTC");
    let router = match router(&asking_for_every_fact(zone)) {
        Ok(router) => router,
        Err(refused) => return vec![refused],
    };
    let lead = Lead {
        id: None,
        channel: "web".into(),
        captured_at: read_time(
            case.captured_at
                .as_deref()
                .unwrap_or("2026-03-02T15:00:00Z"),
        )
        .unwrap(),
        payload: Node::parse(&payload).unwrap_or_else(|e| panic!("{}: {e}", case.name)),
    };
    let landing = router.simulate(&lead, &mut State::default()).unwrap();
    let result = serde_json::to_value(landing).unwrap();

    let mut actual = BTreeMap::new();
    for test in rule_step(&result)["when"]["all"].as_array().unwrap() {
        let field = test["field"].as_str().unwrap();
        let mut value = test["actual"].clone();
        if let Value::Array(tags) = &mut value {
            tags.sort_by_key(Value::to_string);
        }
        let is_said = !value.is_null() && value != json!([]) && value != json!(false);
        if is_said && (!field.starts_with("captured.") || case.facts.contains_key(field)) {
            actual.insert(field.to_owned(), value);
        }
    }
    let mut expected = case.facts.clone();
    if let Some(Value::Array(tags)) = expected.get_mut("tags") {
        tags.sort_by_key(Value::to_string);
    }

    let mut found = Vec::new();
    let unexpected = actual.keys().filter(|field| !expected.contains_key(*field));
    found.extend(unexpected.map(|field| format!("{field}: not expected, got {}", actual[field])));
    for (field, value) in &expected {
        let got = actual.get(field).unwrap_or(&Value::Null);
        differences(value, got, field, &mut found);
    }
    let mut problems: Vec<String> = result["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            let word = |key: &str| problem[key].as_str().unwrap().to_owned();
            format!("{} {}", word("code"), word("place"))
        })
        .collect();
    let mut expected_problems = case.problems.clone();
    problems.sort();
    expected_problems.sort();
    differences(
        &json!(expected_problems),
        &json!(problems),
        "problems",
        &mut found,
    );
    let mut ignored = result["ignored"].as_array().unwrap().clone();
    ignored.sort_by_key(Value::to_string);
    let mut expected_ignored = case.ignored.clone();
    expected_ignored.sort();
    differences(
        &json!(expected_ignored),
        &json!(ignored),
        "ignored",
        &mut found,
    );
    found
}

fn rule_step(result: &Value) -> &Value {
    let steps = result["trace"].as_array().unwrap();
    steps.iter().find(|step| step["step"] == "rule").unwrap()
}

/// A book whose one rule looks at every fact, so that its trace shows them all.
fn asking_for_every_fact(zone: &str) -> Value {
    let texts = [
        "first_name",
        "last_name",
        "full_name",
        "email",
        "email_domain",
        "phone",
        "lead_source",
        "source_type",
        "note",
        "referer_url",
        "referer_host",
        "listing.price",
        "listing.mls_number",
        "address.postal_code",
        "address.city",
        "address.state",
        "address.country",
        "address.street",
        "address.full",
    ];
    let mut tests: Vec<Value> = texts
        .iter()
        .map(|field| json!({"field": field, "op": "is_set"}))
        .collect();
    tests.extend([
        json!({"field": "tags", "op": "is_not_empty"}),
        json!({"field": "has_assignees", "op": "is_true"}),
        json!({"field": "captured.date", "op": "between", "value": ["2000-01-01", "2099-12-31"]}),
        json!({"field": "captured.time", "op": "between", "value": ["00:00", "24:00"]}),
        json!({"field": "captured.weekday", "op": "is_any_of", "value": ["mon"]}),
    ]);
    json!({
        "format": "switchyard.book", "version": 1, "users": [],
        "accounts": [{"id": "root", "kind": "brokerage", "name": "Root", "parent": null}],
        "channels": [{
            "id": "web", "account": "root", "name": null, "time_zone": zone,
            "rules": [{"id": "r-all", "when": {"all": tests}, "then": {"type": "round_robin", "pool": []}}]
        }]
    })
}
