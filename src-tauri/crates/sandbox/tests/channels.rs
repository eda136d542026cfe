use serde_json::{Value, json};

use crate::house::{ELM, ONE, Sandbox, TWO, channel, options, refused, rules, timeless, webhook};

const LIST: &str = "/brands/house/leads/channels";

fn one(id: &str, name: Value, is_default: bool, mls: Value, rules: &str) -> Value {
    json!({
        "id": id, "type": "lead_channel", "brand": "house", "name": name, "title": null,
        "is_default": is_default, "mls": mls, "capture_number": 0, "last_capture_date": null,
        "rules_count": rules, "created_at": "time", "updated_at": "time", "deleted_at": null,
    })
}

fn listed(sandbox: &Sandbox, brand: &str, id: &str) -> Value {
    let channels = sandbox
        .get(&format!("/brands/{brand}/leads/channels"))
        .data();
    let found = channels
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == id);
    found.cloned().unwrap_or_default()
}

#[test]
fn the_list_is_as_documented() {
    let sandbox = Sandbox::new();
    let reply = sandbox.get(LIST);
    assert_eq!(
        timeless(reply.json()),
        json!({
            "code": "OK",
            "data": [
                one(ONE, json!("Default Route"), true, json!(["NTREIS"]), "3"),
                one(TWO, json!(null), false, json!(null), "0"),
            ],
            "info": { "count": 2, "total": 2 },
        })
    );
    assert!(
        reply.text.contains(r#""rules_count":"3""#),
        "a number in a string"
    );
}

#[test]
fn fresh_times_differ_by_a_microsecond_at_most_and_some_do() {
    let sandbox = Sandbox::new();
    let channels = sandbox.get(LIST).data();
    let apart: Vec<i64> = channels
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let at = |key: &str| (one[key].as_f64().unwrap() * 1e6).round() as i64;
            at("updated_at") - at("created_at")
        })
        .collect();
    assert_eq!(apart, [0, 1]);
}

#[test]
fn only_the_brands_own_channels_are_listed() {
    let sandbox = Sandbox::new();
    assert_eq!(listed(&sandbox, "elm", ELM)["brand"], "elm");
    assert_eq!(listed(&sandbox, "house", ELM), json!(null));
    assert_eq!(sandbox.get("/brands/oak/leads/channels").data(), json!([]));
    refused(
        &sandbox.get("/brands/none/leads/channels"),
        404,
        "ResourceNotFound",
    );
    let page = sandbox.get(&format!("{LIST}?limit=1&start=1")).json();
    assert_eq!(page["data"][0]["id"], TWO);
    assert_eq!(page["info"], json!({ "count": 1, "total": 2 }));
}

#[test]
fn a_channel_is_made_with_the_clients_id_once() {
    let sandbox = Sandbox::new();
    let id = "7f3c1f0a-9a3d-4a54-8f44-0d4a2f3b9c11";
    let body = json!({ "id": id, "name": "Zillow", "mls": ["CRMLS"] });
    let made = sandbox.send("POST", LIST, body.clone()).data();
    assert_eq!(
        timeless(made.clone()),
        one(id, json!("Zillow"), false, json!(["CRMLS"]), "0")
    );
    assert_eq!(
        sandbox.send("POST", LIST, body).data(),
        made,
        "again is harmless"
    );
    let elsewhere = json!({ "id": id, "name": "Zillow" });
    let reply = sandbox.send("POST", "/brands/elm/leads/channels", elsewhere);
    refused(&reply, 400, "Validation");
    assert_eq!(sandbox.get(LIST).json()["info"]["total"], 3);

    let by_itself = sandbox.send("POST", LIST, json!({ "name": null })).data();
    assert_eq!(by_itself["id"].as_str().unwrap().len(), 36);
    assert_eq!(by_itself["name"], json!(null));
}

#[test]
fn what_is_said_of_a_channel_is_read_strictly() {
    let sandbox = Sandbox::new();
    for body in [
        json!({ "name": 7 }),
        json!({ "mls": "NTREIS" }),
        json!({ "mls": [1] }),
        json!({ "is_default": "yes" }),
        json!({ "id": "" }),
        json!({ "id": 5 }),
        json!([]),
    ] {
        refused(&sandbox.send("POST", LIST, body.clone()), 400, "Validation");
        if body.get("id").is_none() {
            let reply = sandbox.send("PUT", &channel("house", ONE), body);
            refused(&reply, 400, "Validation");
        }
    }
    refused(&sandbox.call("POST", LIST, "{"), 400, "Validation");
    let nowhere = json!({ "brand": "nowhere" });
    refused(
        &sandbox.send("PUT", &channel("house", ONE), nowhere),
        400,
        "Validation",
    );
}

#[test]
fn a_write_says_the_new_version_and_changes_what_it_names() {
    let sandbox = Sandbox::new();
    let before = listed(&sandbox, "house", ONE);
    let reply = sandbox.send("PUT", &channel("house", ONE), json!({ "name": "Web" }));
    let after = reply.data();
    assert_eq!(after, listed(&sandbox, "house", ONE));
    assert_ne!(after["updated_at"], before["updated_at"]);
    let mut expected = before.clone();
    expected["name"] = json!("Web");
    expected["updated_at"] = after["updated_at"].clone();
    assert_eq!(after, expected);

    let nulls = json!({ "name": null, "mls": null, "title": "passed over" });
    let after = sandbox.send("PUT", &channel("house", ONE), nulls).data();
    assert_eq!(
        (&after["name"], &after["mls"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(after["title"], json!(null));
}

#[test]
fn the_version_of_a_channel_and_of_its_rules_is_one() {
    let sandbox = Sandbox::new();
    let version = |sandbox: &Sandbox| {
        let of_rules = sandbox.get(&rules("house", ONE)).json()["info"]["updated_at"].clone();
        assert_eq!(of_rules, listed(sandbox, "house", ONE)["updated_at"]);
        of_rules
    };
    let first = version(&sandbox);
    let reply = sandbox.send("PUT", &rules("house", ONE), json!([]));
    let second = version(&sandbox);
    assert_eq!(reply.json()["info"]["updated_at"], second);
    assert_ne!(first, second);
    sandbox.lead(ONE, json!({ "email": "a@b.example" }));
    assert_eq!(version(&sandbox), second, "captures do not move it");
    let counted = listed(&sandbox, "house", ONE);
    assert_eq!(counted["capture_number"], 1);
    assert!(counted["last_capture_date"].is_number());
}

#[test]
fn a_guard_holds_a_write_back_once_somebody_else_wrote() {
    let sandbox = Sandbox::new();
    let path = channel("house", ONE);
    let seen = listed(&sandbox, "house", ONE)["updated_at"].clone();
    let mine = sandbox.guarded("PUT", &path, &seen, json!({ "name": "Mine" }));
    let fresh = mine.data()["updated_at"].clone();
    for (method, path, body) in [
        ("PUT", &path, json!({ "name": "Too late" })),
        ("PUT", &rules("house", ONE), json!([])),
        ("DELETE", &path, json!(null)),
    ] {
        let late = sandbox.guarded(method, path, &seen, body);
        refused(&late, 409, "Conflict");
    }
    assert_eq!(listed(&sandbox, "house", ONE)["name"], "Mine");
    assert_eq!(listed(&sandbox, "house", ONE)["rules_count"], "3");

    let late = sandbox.send("PUT", &path, json!({ "name": "Unguarded" }));
    assert_eq!(late.status, 200, "without a guard the write goes through");
    let again = sandbox.guarded("PUT", &path, &fresh, json!({ "name": "Late" }));
    refused(&again, 409, "Conflict");
    let nonsense = sandbox.guarded("PUT", &path, &json!("yesterday"), json!({}));
    refused(&nonsense, 400, "Validation");
}

#[test]
fn a_guard_is_a_value_and_not_its_text() {
    let sandbox = Sandbox::new();
    let path = channel("house", ONE);
    let seen = listed(&sandbox, "house", ONE)["updated_at"]
        .as_f64()
        .unwrap();
    let wider: Value = serde_json::from_str(&format!("{seen:.9}")).unwrap();
    let reply = sandbox.guarded("PUT", &path, &wider, json!({ "name": "Same" }));
    assert_eq!(reply.status, 200, "{}", reply.text);
    let seen = reply.data()["updated_at"].as_f64().unwrap() + 1e-6;
    let reply = sandbox.guarded("PUT", &path, &json!(seen), json!({ "name": "Later" }));
    refused(&reply, 409, "Conflict");
}

#[test]
fn a_new_default_puts_the_old_one_out() {
    let sandbox = Sandbox::new();
    let before = listed(&sandbox, "house", ONE)["updated_at"].clone();
    let path = channel("house", TWO);
    sandbox
        .send("PUT", &path, json!({ "is_default": true }))
        .data();
    let old = listed(&sandbox, "house", ONE);
    assert_eq!(old["is_default"], false);
    assert_ne!(old["updated_at"], before, "it was changed");
    assert_eq!(listed(&sandbox, "house", TWO)["is_default"], true);

    let made = json!({ "name": "New", "is_default": true });
    sandbox.send("POST", LIST, made).data();
    assert_eq!(listed(&sandbox, "house", TWO)["is_default"], false);
    sandbox.book();
}

#[test]
fn a_channel_moves_house_with_its_id_and_rules() {
    let sandbox = Sandbox::new();
    let moved = json!({ "brand": "oak" });
    let data = sandbox.send("PUT", &channel("house", ONE), moved).data();
    assert_eq!(
        (&data["brand"], &data["is_default"]),
        (&json!("oak"), &json!(true))
    );
    assert_eq!(listed(&sandbox, "oak", ONE)["rules_count"], "3");
    refused(&sandbox.get(&rules("house", ONE)), 404, "ResourceNotFound");
    assert_eq!(sandbox.get(&rules("oak", ONE)).status, 200);
    let lead = sandbox.send("POST", &webhook(ONE), json!({ "email": "a@b.example" }));
    assert_eq!(lead.status, 200, "web sites go on as they are");

    let data = sandbox
        .send("PUT", &channel("oak", ONE), json!({ "brand": "elm" }))
        .data();
    assert_eq!(
        data["is_default"], false,
        "the default that lives there stays"
    );
    assert_eq!(listed(&sandbox, "elm", ELM)["is_default"], true);
    let both = json!({ "brand": "house", "is_default": true });
    let data = sandbox.send("PUT", &channel("elm", ONE), both).data();
    assert_eq!(data["is_default"], true);
    sandbox.book();
}

#[test]
fn a_deleted_channel_answers_nobody() {
    let sandbox = Sandbox::new();
    let path = channel("house", ONE);
    let gone = sandbox.call("DELETE", &path, "");
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(listed(&sandbox, "house", ONE), json!(null));
    for (method, path, body) in [
        ("DELETE", path.clone(), json!(null)),
        ("PUT", path.clone(), json!({ "name": "Back" })),
        ("GET", rules("house", ONE), json!(null)),
        ("PUT", rules("house", ONE), json!([])),
        ("POST", webhook(ONE), json!({})),
    ] {
        refused(&sandbox.send(method, &path, body), 404, "ResourceNotFound");
    }
    let again = sandbox.send("POST", LIST, json!({ "id": ONE, "name": "Back" }));
    refused(&again, 400, "Validation");
    assert_eq!(sandbox.book().channels.len(), 2);
}

#[test]
fn no_error_text_shows_a_channels_id() {
    let sandbox = Sandbox::new();
    let unknown = "0f0e0d0c-1111-4222-8333-444455556666";
    for (method, path, body) in [
        ("GET", rules("house", unknown), json!(null)),
        ("POST", webhook(unknown), json!({})),
        ("POST", LIST.to_owned(), json!({ "id": ELM })),
    ] {
        let reply = sandbox.send(method, &path, body);
        assert!(reply.status >= 400);
        assert!(
            !reply.text.contains(unknown) && !reply.text.contains(ELM),
            "{}",
            reply.text
        );
    }
}

#[test]
fn without_the_extension_the_documented_calls_go_on() {
    let mut plain = options();
    plain.rules_endpoint = false;
    let sandbox = Sandbox::with(plain);
    for (method, path, body) in [
        ("GET", rules("house", ONE), json!(null)),
        ("PUT", rules("house", ONE), json!([])),
        ("POST", LIST.to_owned(), json!({ "name": "New" })),
        ("PUT", channel("house", ONE), json!({ "name": "New" })),
        ("DELETE", channel("house", ONE), json!(null)),
    ] {
        refused(&sandbox.send(method, &path, body), 404, "ResourceNotFound");
    }
    assert_eq!(listed(&sandbox, "house", ONE)["rules_count"], "3");
    assert_eq!(sandbox.get("/brands/house/users").status, 200);
    sandbox.lead(ONE, json!({ "email": "a@b.example" }));
    assert!(sandbox.get("/").text.contains("Switched off"));

    // A person on Rechat's own screen still can.
    let edit = json!({ "method": "PUT", "path": rules("house", ONE), "body": [] });
    assert_eq!(sandbox.send("POST", "/__sandbox/edit", edit).status, 204);
    assert_eq!(listed(&sandbox, "house", ONE)["rules_count"], "0");
}
