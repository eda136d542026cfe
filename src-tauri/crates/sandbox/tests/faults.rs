use std::io::ErrorKind;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::house::{BEARER, ONE, Sandbox, channel, house, options, refused, rules, webhook};

const LIST: &str = "/brands/house/leads/channels";

fn name(sandbox: &Sandbox) -> Option<String> {
    sandbox.book().channels[0].name.clone()
}

/// Renames the first channel; the reply, or how the connection ended.
fn rename(sandbox: &Sandbox, to: &str) -> std::io::Result<crate::house::Reply> {
    let body = json!({ "name": to }).to_string();
    sandbox.try_call("PUT", &channel("house", ONE), &[BEARER], &body)
}

#[test]
fn a_reset_before_leaves_nothing_done() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "reset-before", "method": "PUT" }));
    let error = rename(&sandbox, "New").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(name(&sandbox).as_deref(), Some("Default Route"));
    assert_eq!(
        rename(&sandbox, "New").unwrap().status,
        200,
        "and only once"
    );
}

#[test]
fn a_reset_after_leaves_it_done() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "reset-after", "method": "PUT" }));
    let error = rename(&sandbox, "New").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(name(&sandbox).as_deref(), Some("New"));
}

#[test]
fn a_truncated_reply_took_effect() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "truncate", "method": "PUT" }));
    let error = rename(&sandbox, "New").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    assert_eq!(error.to_string(), "half a body", "the head came whole");
    assert_eq!(name(&sandbox).as_deref(), Some("New"));
    // There is no half of nothing: the connection ends.
    sandbox.fault(json!({ "fault": "truncate", "method": "DELETE" }));
    let gone = sandbox.try_call("DELETE", &channel("house", ONE), &[BEARER], "");
    assert_eq!(gone.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(sandbox.book().channels.len(), 2);
}

#[test]
fn a_failure_says_so_before_or_after_its_effect() {
    let sandbox = Sandbox::new();
    for (fault, status, then) in [("503", 503, "Default Route"), ("500-after", 500, "New")] {
        sandbox.fault(json!({ "fault": fault, "method": "PUT" }));
        let reply = rename(&sandbox, "New").unwrap();
        refused(&reply, status, "Internal");
        assert_eq!(name(&sandbox).as_deref(), Some(then));
    }
}

#[test]
fn too_many_requests_says_when_to_come_back() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "429=1500ms", "method": "PUT", "times": 2 }));
    for _ in 0..2 {
        let reply = rename(&sandbox, "New").unwrap();
        refused(&reply, 429, "TooManyRequests");
        assert_eq!(
            reply.header("retry-after"),
            Some("2"),
            "whole seconds, never too early"
        );
    }
    assert_eq!(rename(&sandbox, "New").unwrap().status, 200);
}

#[test]
fn latency_waits_and_then_answers() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "latency=150ms" }));
    let began = Instant::now();
    assert_eq!(sandbox.get("/brands/house").status, 200);
    assert!(began.elapsed() >= Duration::from_millis(150));
}

#[test]
fn an_expired_fixed_bearer_is_refused_this_once() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "expire", "path": LIST }));
    refused(&sandbox.get(LIST), 401, "Unauthorized");
    assert_eq!(sandbox.get(LIST).status, 200);
}

#[test]
fn a_capture_may_be_answered_without_a_body() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!({ "fault": "empty", "method": "POST" }));
    let reply = sandbox.send("POST", &webhook(ONE), json!({ "email": "a@b.example" }));
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(sandbox.landed()[0], "inbox", "it was captured all the same");
}

#[test]
fn somebody_else_comes_between_and_the_guard_sees_it() {
    let sandbox = Sandbox::new();
    let seen = sandbox.get(&rules("house", ONE)).json()["info"]["updated_at"].clone();
    let edit =
        json!({ "method": "PUT", "path": channel("house", ONE), "body": { "name": "Theirs" } });
    sandbox.fault(json!({ "fault": "other-user", "method": "PUT", "edit": edit }));
    let reply = sandbox.guarded("PUT", &rules("house", ONE), &seen, json!([]));
    refused(&reply, 409, "Conflict");
    assert_eq!(name(&sandbox).as_deref(), Some("Theirs"));
    assert_eq!(sandbox.book().channels[0].rules.len(), 3);
}

#[test]
fn somebody_else_may_change_anything_as_a_book() {
    let sandbox = Sandbox::new();
    let mut theirs = house();
    theirs.accounts[2].name = "Elm and Ash".to_owned();
    let book: Value = serde_json::from_str(&theirs.write()).unwrap();
    sandbox
        .fault(json!({ "fault": "other-user", "path": "/brands/elm", "edit": { "book": book } }));
    assert_eq!(sandbox.get("/brands/elm").data()["name"], "Elm and Ash");
    assert_eq!(sandbox.book(), theirs);
}

#[test]
fn chance_changes_things_but_never_breaks_them() {
    let mut chance = options();
    chance.faults = "other-user:1".parse().unwrap();
    let sandbox = Sandbox::with(chance);
    let mut before = sandbox.book();
    let mut names = 0;
    let mut lists = 0;
    for round in 0..60 {
        sandbox.get(&format!("{LIST}?round={round}"));
        let after = sandbox.book();
        assert_ne!(before, after, "somebody changed something");
        let changed = before.channels.iter().zip(&after.channels);
        for (old, new) in changed {
            names += u32::from(old.name != new.name);
            lists += u32::from(old.rules != new.rules);
        }
        before = after;
    }
    assert!(names > 5 && lists > 5, "{names} names, {lists} rule lists");
}

#[test]
fn a_queued_fault_waits_for_its_call() {
    let sandbox = Sandbox::new();
    sandbox.fault(json!([
        { "fault": "500", "method": "GET", "path": "/brands/*/leads/channels", "nth": 2 },
        { "fault": "502", "path": "/brands/**", "nth": 4 },
    ]));
    let mut got = Vec::new();
    for path in [LIST, "/brands/house", LIST, LIST, "/brands/house"] {
        got.push(sandbox.get(path).status);
    }
    assert_eq!(got, [200, 200, 500, 502, 200]);
    assert_eq!(
        sandbox.get("/__sandbox/faults").json(),
        json!({ "waiting": 0 })
    );
    sandbox.fault(json!({ "fault": "500" }));
    assert_eq!(sandbox.call("DELETE", "/__sandbox/faults", "").status, 204);
    assert_eq!(sandbox.get(LIST).status, 200);
    for bad in [
        json!({ "fault": "nonsense" }),
        json!({ "fault": "500", "nth": 0 }),
        json!({ "fault": "500", "when": "now" }),
        json!({ "fault": "500", "edit": {} }),
    ] {
        refused(
            &sandbox.send("POST", "/__sandbox/faults", bad),
            400,
            "Validation",
        );
    }
}

#[test]
fn the_same_seed_meets_the_same_faults() {
    let run = |seed: u64| -> Vec<String> {
        let mut chance = options();
        chance.faults =
            "500:0.2,reset-before:0.1,reset-after:0.1,truncate:0.1,429=1s:0.1,expire:0.1"
                .parse()
                .unwrap();
        chance.seed = seed;
        let sandbox = Sandbox::with(chance);
        (0..60)
            .map(|number| {
                let to = format!("Name {number}");
                match rename(&sandbox, &to) {
                    Ok(reply) => reply.status.to_string(),
                    Err(error) => error.kind().to_string(),
                }
            })
            .collect()
    };
    let first = run(3);
    assert_eq!(first, run(3));
    assert_ne!(first, run(4));
    let mut kinds = first.clone();
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "200",
            "401",
            "429",
            "500",
            "connection reset",
            "unexpected end of file"
        ]
    );
}

#[test]
fn pages_and_control_meet_no_fault() {
    let mut always = options();
    always.faults = "reset-before:1".parse().unwrap();
    let sandbox = Sandbox::with(always);
    assert_eq!(sandbox.get("/").status, 200);
    assert_eq!(sandbox.get("/__sandbox/requests").status, 200);
    assert!(sandbox.try_call("GET", LIST, &[BEARER], "").is_err());
}
