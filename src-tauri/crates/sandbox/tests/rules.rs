use serde_json::{Value, json};

use crate::house::{ELM, ONE, Sandbox, TWO, house, refused, rules};

#[test]
fn rules_come_in_the_books_shapes_with_what_else_decides() {
    let sandbox = Sandbox::new();
    let reply = sandbox.get(&rules("house", ONE)).json();
    let written: Value = serde_json::to_value(&house().channels[0].rules).unwrap();
    assert_eq!(reply["data"], written);
    let mut info = reply["info"].clone();
    assert!(info["updated_at"].take().is_number());
    assert_eq!(
        info,
        json!({
            "count": 3, "total": 3, "updated_at": null,
            "policies": { "honor_assignees": true, "returning_lead_days": 30 },
            "fallback": { "type": "inbox" },
            "time_zone": "America/Chicago",
            "follow_up": [{ "type": "tag", "tag": "Web" }],
        })
    );
}

#[test]
fn a_list_replaces_the_rules_and_leaves_the_rest() {
    let sandbox = Sandbox::new();
    let list = json!([{ "id": "r-new", "then": { "type": "specific_agent", "agent": "ben" } }]);
    let reply = sandbox
        .send("PUT", &rules("house", ONE), list.clone())
        .json();
    assert_eq!(reply["data"], list);
    assert_eq!(reply["info"]["policies"]["returning_lead_days"], 30);
    assert_eq!(reply["info"]["time_zone"], "America/Chicago");
    assert_eq!(
        sandbox.get(&rules("house", ONE)).json(),
        reply,
        "PUT replies like GET"
    );
}

#[test]
fn an_object_replaces_the_whole() {
    let sandbox = Sandbox::new();
    let whole = json!({
        "rules": [],
        "policies": { "honor_assignees": false },
        "fallback": { "type": "round_robin", "pool": [{ "account": "oak" }] },
        "follow_up": [{ "type": "notify", "account": "elm" }],
    });
    let info = sandbox.send("PUT", &rules("house", ONE), whole).json()["info"].clone();
    assert_eq!(
        info["policies"],
        json!({ "honor_assignees": false, "returning_lead_days": 0 })
    );
    assert_eq!(info["fallback"]["pool"], json!([{ "account": "oak" }]));
    assert_eq!(
        info["time_zone"], "UTC",
        "what is left out is at its default"
    );
    assert_eq!(
        info["follow_up"],
        json!([{ "type": "notify", "account": "elm" }])
    );
    assert_eq!(info["count"], 0);
    sandbox.book();
}

#[test]
fn what_a_book_would_refuse_is_refused_and_named() {
    let sandbox = Sandbox::new();
    let agent =
        |agent: &str| json!([{ "id": "r", "then": { "type": "specific_agent", "agent": agent } }]);
    for (body, said) in [
        (agent("nobody"), "nobody"),
        (agent("elm"), "not an agent"),
        (json!([{ "id": "r" }]), "then"),
        (
            json!([{ "id": "r", "then": { "type": "inbox" } }]),
            "then.type",
        ),
        (
            json!([{ "id": "r", "colour": "red", "then": { "type": "round_robin", "pool": "all" } }]),
            "colour",
        ),
        (json!({ "rules": [], "time_zone": "Texas" }), "Texas"),
        (json!({ "rules": [], "extra": 1 }), "extra"),
        (json!({ "policies": {} }), "rules"),
        (
            json!({ "rules": [], "follow_up": [{ "type": "notify", "account": "gone" }] }),
            "gone",
        ),
        (json!("rules"), "rules"),
        (
            json!([{ "id": "r", "then": { "type": "round_robin", "pool": "all" } },
                { "id": "r", "then": { "type": "round_robin", "pool": "all" } }]),
            "already used",
        ),
    ] {
        let reply = sandbox.send("PUT", &rules("house", ONE), body);
        refused(&reply, 400, "Validation");
        assert!(reply.text.contains(said), "{said}: {}", reply.text);
    }
    assert_eq!(sandbox.book(), house(), "nothing was half-done");
    let reply = sandbox.call("PUT", &rules("house", ONE), r#"[],"account":"oak""#);
    refused(&reply, 400, "Validation");
}

#[test]
fn a_rule_moves_between_channels_in_either_order() {
    let sandbox = Sandbox::new();
    let all = sandbox.get(&rules("house", ONE)).data();
    let (first, rest) = (json!([all[0]]), json!([all[1], all[2]]));
    sandbox.send("PUT", &rules("house", TWO), first).data();
    sandbox.send("PUT", &rules("house", ONE), rest).data();
    let book = sandbox.book();
    let ids = |place: usize| -> Vec<&str> {
        let rules = book.channels[place].rules.iter();
        rules.map(|rule| rule.id.as_str()).collect()
    };
    assert_eq!(
        (ids(0), ids(1)),
        (vec!["r-rich", "r-zip"], vec!["r-rentals"])
    );
}

#[test]
fn a_long_list_of_rules_fits() {
    let sandbox = Sandbox::new();
    let many: Vec<Value> = (0..5_000)
        .map(|number| {
            json!({ "id": format!("r-{number}"), "name": "x".repeat(300),
                    "then": { "type": "specific_agent", "agent": "ben" } })
        })
        .collect();
    let body = Value::from(many).to_string();
    assert!(body.len() > 1 << 20);
    let reply = sandbox.call("PUT", &rules("elm", ELM), &body);
    assert_eq!(reply.json()["info"]["count"], 5_000);
}
