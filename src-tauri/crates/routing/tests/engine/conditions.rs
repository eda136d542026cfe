//! When a rule applies: one lead, the tests that hold for it and the tests that do not.

use routing::Lead;
use routing::json::Node;
use routing::lead::read_time;
use routing::walk::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cases::{Named, check_folder, router};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    lead: Value,
    captured_at: Option<String>,
    time_zone: Option<String>,
    /// `[field, operator]`, `[field, operator, value]` or a condition as books write it.
    #[serde(default)]
    holds: Vec<Value>,
    #[serde(default)]
    fails: Vec<Value>,
}

impl Named for Case {
    fn name(&self) -> &str {
        &self.name
    }
}

/// Each operator with its negative twin; what a case says of one is asked of the other too.
const TWINS: &[(&str, &str)] = &[
    ("is", "is_not"),
    ("is_any_of", "is_none_of"),
    ("contains", "not_contains"),
    ("starts_with", "not_starts_with"),
    ("is_set", "is_not_set"),
    ("eq", "ne"),
    ("has_any", "has_none"),
    ("is_empty", "is_not_empty"),
    ("is_true", "is_false"),
];

#[test]
fn each_operator_holds_exactly_where_the_contract_says() {
    check_folder("conditions", |_, case| check(case));
}

fn check(case: &Case) -> Vec<String> {
    let mut asked: Vec<(Value, bool)> = Vec::new();
    for (list, holds) in [(&case.holds, true), (&case.fails, false)] {
        for one in list {
            let condition = spelled_out(one);
            if let Some(twin) = twin(&condition) {
                asked.push((twin, !holds));
            }
            asked.push((json!({"not": condition}), !holds));
            asked.push((condition, holds));
        }
    }
    let rules: Vec<Value> = asked
        .iter()
        .enumerate()
        .map(|(index, (condition, _))| {
            json!({"id": format!("r{index}"), "when": condition,
                "then": {"type": "round_robin", "pool": []}})
        })
        .collect();
    let book = json!({
        "format": "switchyard.book", "version": 1, "users": [],
        "accounts": [{"id": "root", "kind": "brokerage", "name": "Root", "parent": null}],
        "channels": [{"id": "web", "account": "root", "name": null,
            "time_zone": case.time_zone.as_deref().unwrap_or("UTC"), "rules": rules}]
    });
    let router = match router(&book) {
        Ok(router) => router,
        Err(refused) => return vec![refused],
    };
    let payload = case.lead.to_string();
    let lead = Lead {
        id: None,
        channel: "web".into(),
        captured_at: read_time(
            case.captured_at
                .as_deref()
                .unwrap_or("2026-03-02T15:00:00Z"),
        )
        .unwrap(),
        payload: Node::parse(&payload).unwrap(),
    };
    let landing = router.simulate(&lead, &mut State::default()).unwrap();
    let result = serde_json::to_value(landing).unwrap();
    let steps = result["trace"].as_array().unwrap();
    let rule_steps = steps.iter().filter(|step| step["step"] == "rule");

    let mut found = Vec::new();
    for (step, (condition, holds)) in rule_steps.zip(&asked) {
        let verdict = if *holds { "declined" } else { "no_match" };
        if step["would_match"] != json!(holds) || step["verdict"] != verdict {
            let actual = &step["when"]["actual"];
            found.push(format!(
                "{condition} should be {holds}; the lead says {actual}"
            ));
        }
    }
    found
}

fn spelled_out(one: &Value) -> Value {
    match one.as_array().map(Vec::as_slice) {
        Some([field, op]) => json!({"field": field, "op": op}),
        Some([field, op, value]) => json!({"field": field, "op": op, "value": value}),
        _ => one.clone(),
    }
}

fn twin(condition: &Value) -> Option<Value> {
    let op = condition.get("op")?;
    // Days have no negative operator.
    if condition["field"] == "captured.weekday" {
        return None;
    }
    let (one, other) = TWINS.iter().find(|(one, other)| op == one || op == other)?;
    let mut twin = condition.clone();
    twin["op"] = json!(if op == one { other } else { one });
    Some(twin)
}
