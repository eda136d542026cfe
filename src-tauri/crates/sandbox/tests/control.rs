use serde_json::{Value, json};

use crate::house::{ELM, ONE, Sandbox, TWO, channel, house, options, refused, rules};

fn versions(sandbox: &Sandbox) -> Vec<(String, Value)> {
    ["house", "elm", "oak"]
        .iter()
        .flat_map(|brand| {
            let list = sandbox
                .get(&format!("/brands/{brand}/leads/channels"))
                .data();
            list.as_array().unwrap().clone()
        })
        .map(|one| {
            (
                one["id"].as_str().unwrap().to_owned(),
                one["updated_at"].clone(),
            )
        })
        .collect()
}

#[test]
fn without_control_there_is_none() {
    let mut closed = options();
    closed.control = false;
    let sandbox = Sandbox::with(closed);
    for (method, path) in [
        ("GET", "/__sandbox/book"),
        ("PUT", "/__sandbox/book"),
        ("GET", "/__sandbox/requests"),
        ("POST", "/__sandbox/faults"),
        ("POST", "/__sandbox/edit"),
        ("GET", "/__sandbox/leads"),
    ] {
        refused(&sandbox.call(method, path, ""), 404, "ResourceNotFound");
    }
    assert!(!sandbox.get("/").text.contains("__sandbox"));
}

#[test]
fn the_state_is_the_book_it_began_with_to_the_byte() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.get("/__sandbox/book").text, house().write());
}

#[test]
fn a_book_put_changes_versions_only_where_something_changed() {
    let sandbox = Sandbox::new();
    let before = versions(&sandbox);
    let mut book = sandbox.book();
    book.channels[1].name = Some("Named".to_owned());
    book.channels.remove(2);
    book.users.remove(3);
    assert_eq!(
        sandbox.call("PUT", "/__sandbox/book", &book.write()).status,
        204
    );
    assert_eq!(sandbox.book(), book);
    let after = versions(&sandbox);
    assert_eq!(after[0], before[0], "untouched");
    assert_ne!(after[1].1, before[1].1);
    assert!(after.iter().all(|(id, _)| id != ELM));
    refused(&sandbox.get(&rules("elm", ELM)), 404, "ResourceNotFound");
    assert_eq!(
        sandbox.get("/brands/house/users").json()["info"]["total"],
        3
    );

    let bad = sandbox.call("PUT", "/__sandbox/book", "{}");
    refused(&bad, 400, "Validation");
    assert_eq!(sandbox.book(), book);
    assert_eq!(
        sandbox
            .call("PUT", "/__sandbox/book", &house().write())
            .status,
        204
    );
    assert_eq!(sandbox.book(), house(), "what was gone is back");
    assert_eq!(sandbox.get(&rules("elm", ELM)).status, 200);
}

#[test]
fn an_edit_is_any_write_without_token_and_guard() {
    let sandbox = Sandbox::new();
    let edit = |edit: Value| {
        let text = edit.to_string();
        sandbox
            .try_call("POST", "/__sandbox/edit", &[], &text)
            .unwrap()
    };
    let put = json!({ "method": "PUT", "path": channel("house", ONE), "body": { "brand": "oak" } });
    assert_eq!(edit(put).status, 204);
    let gone = json!({ "method": "DELETE", "path": channel("house", TWO) });
    assert_eq!(edit(gone).status, 204);
    let book = sandbox.book();
    assert_eq!(book.channels.len(), 2);
    assert_eq!(book.channels[0].account, "oak");
    for (bad, status) in [
        (
            json!({ "method": "DELETE", "path": channel("house", TWO) }),
            404,
        ),
        (json!({ "method": "PUT", "path": "/nowhere" }), 400),
        (json!({ "path": "/" }), 400),
        (json!({ "method": "PUT", "path": "/", "book": {} }), 400),
        (json!({ "surprise": true }), 400),
    ] {
        assert_eq!(edit(bad.clone()).refusal().0, status, "{bad}");
    }
}

#[test]
fn what_was_served_is_counted_by_route() {
    let sandbox = Sandbox::new();
    sandbox.get("/brands/house");
    sandbox.get("/brands/elm");
    sandbox.get("/brands/house/users?limit=1");
    sandbox.get("/nothing");
    sandbox.fault(json!({ "fault": "reset-before" }));
    let _ = sandbox.try_call("GET", "/brands/house", &[], "");
    let served = sandbox.get("/__sandbox/requests").json();
    assert_eq!(served["total"], 5);
    assert_eq!(
        served["counts"],
        json!({ "GET /brands/{brand}": 3, "GET /brands/{brand}/users": 1, "without a route": 1 })
    );
    assert_eq!(
        served["latest"][2],
        json!({ "number": 3, "method": "GET", "path": "/brands/house/users", "query": "limit=1",
                "status": 200, "faults": [] })
    );
    assert_eq!(served["latest"][4]["status"], json!(null));
    assert_eq!(served["latest"][4]["faults"], json!(["reset-before"]));
    assert_eq!(
        sandbox.call("DELETE", "/__sandbox/requests", "").status,
        204
    );
    assert_eq!(sandbox.get("/__sandbox/requests").json()["total"], 0);
}
