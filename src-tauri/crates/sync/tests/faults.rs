//! Each fault at each call of a pull and a push: what is told in the end is what is there.

use mirror::rechat::StepState;
use routing::Book;
use sync::SyncError;
use sync::plan::Call;
use sync::push::known_channels;

use crate::edits::base;
use crate::world::{World, routing_of};

const FAULTS: [&str; 9] = [
    "latency=20ms",
    "500",
    "503-after",
    "429=1s",
    "reset-before",
    "reset-after",
    "truncate",
    "expire",
    "other-user",
];

/// A draft whose push takes every kind of call.
fn draft() -> Book {
    let mut draft = base();
    let rule = draft.channels[0].rules.remove(1);
    draft.channels[1].rules.insert(0, rule);
    draft.channels[0].is_default = false;
    draft.channels[1].is_default = true;
    draft.channels[1].account = "a".into();
    draft.channels[1].name = Some("Second".into());
    let mut new = draft.channels[0].clone();
    new.id = "new-one".into();
    new.account = "d".into();
    new.is_default = false;
    for rule in &mut new.rules {
        rule.id.push_str("-copy");
    }
    draft.channels.push(new);
    draft.channels.remove(2);
    draft
}

fn queued(fault: &str, method: &str, path: &str, nth: u32) -> String {
    format!(r#"{{"fault":"{fault}","method":"{method}","path":"{path}","nth":{nth}}}"#)
}

#[tokio::test]
async fn each_fault_at_each_call_of_a_pull() {
    let calls = [
        ("/brands/*", 1),
        ("/brands/*/users", 1),
        ("/brands/*/leads/channels", 1),
        ("/brands/*/leads/channels", 2),
        ("/brands/*/leads/channels/*/rules", 1),
        ("/brands/*/leads/channels/*/rules", 3),
    ];
    for fault in FAULTS {
        for (path, nth) in calls {
            pulled_with(fault, path, nth, &base()).await;
        }
    }
}

#[tokio::test]
async fn each_fault_at_the_later_pages_of_people() {
    let mut crowded = base();
    let people = (0..230).map(|n| routing::book::User {
        id: format!("person-{n:03}"),
        ..crowded.users[0].clone()
    });
    let people: Vec<_> = people.collect();
    crowded.users.extend(people);
    for fault in FAULTS {
        for nth in [2, 3] {
            pulled_with(fault, "/brands/*/users", nth, &crowded).await;
        }
    }
}

/// A pull that meets the fault brings all there is or nothing, and the next one all.
async fn pulled_with(fault: &str, path: &str, nth: u32, book: &Book) {
    let mut world = World::new(book).await;
    world.fault(&queued(fault, "GET", path, nth)).await;
    match world.pull().await {
        Ok(_) => {}
        Err(SyncError::Remote(remote::RemoteError::Unauthorized)) => {
            assert_eq!(fault, "expire", "{path}");
            let nothing = world.mirror.export().unwrap();
            assert!(nothing.accounts.is_empty(), "half a pull");
            world.pull().await.unwrap();
        }
        Err(error) => panic!("{fault} at {path}: {error}"),
    }
    let waiting = world.control("GET", "faults", None).await;
    assert!(!waiting.contains(fault), "{fault} never came: {waiting}");
    if fault == "other-user" {
        // Read before or after the change: the next pull has it.
        world.pull().await.unwrap();
    }
    let pulled = world.mirror.export().unwrap();
    let server = world.server().await;
    assert_eq!(
        routing_of(&pulled),
        routing_of(&server),
        "{fault} at {path}"
    );
    let ids = |book: &Book| -> std::collections::BTreeSet<String> {
        book.users.iter().map(|user| user.id.clone()).collect()
    };
    assert_eq!(ids(&pulled), ids(book), "{fault} at {path}");
}

#[tokio::test]
async fn each_fault_at_each_call_of_a_push() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    world.draft(&draft());
    let calls: Vec<(&str, String)> = world
        .plan()
        .await
        .unwrap()
        .plan
        .steps
        .iter()
        .map(|step| at(&step.call))
        .collect();
    let methods: std::collections::BTreeSet<&str> = calls.iter().map(|c| c.0).collect();
    assert_eq!(methods.len(), 3, "{calls:?}");
    let mut ends = std::collections::BTreeMap::<&str, usize>::new();
    for fault in FAULTS {
        for (method, path) in &calls {
            let (end, told) = pushed_with(fault, method, path).await;
            *ends.entry(end).or_default() += 1;
            assert_ne!(end, "", "{fault} at {method} {path}: {told}");
        }
    }
    for end in ["done", "cut off", "stopped"] {
        assert!(ends.contains_key(end), "nothing ended {end}: {ends:?}");
    }
}

fn at(call: &Call) -> (&'static str, String) {
    let channels = |account: &str| format!("/brands/{account}/leads/channels");
    match call {
        Call::CreateChannel { after, .. } => ("POST", channels(&after.account)),
        Call::UpdateChannel {
            channel, before, ..
        } => ("PUT", format!("{}/{channel}", channels(&before.account))),
        Call::PutRules {
            channel, account, ..
        } => ("PUT", format!("{}/{channel}/rules", channels(account))),
        Call::DeleteChannel { channel, before } => {
            ("DELETE", format!("{}/{channel}", channels(&before.account)))
        }
    }
}

async fn pushed_with(fault: &str, method: &str, path: &str) -> (&'static str, String) {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    world.draft(&draft());
    let review = world.plan().await.unwrap();
    world.fault(&queued(fault, method, path, 1)).await;
    let ended = world.push_plan(&review.plan.clone(), &review).await;
    let end = match ended {
        Ok(pushed) => {
            let report = pushed.unwrap();
            if report.done { "done" } else { "stopped" }
        }
        Err(SyncError::Remote(_)) => {
            let push = world.mirror.open_push().unwrap().unwrap();
            let waiting = push.steps.iter().any(|step| step.state != StepState::Done);
            assert!(waiting);
            let versions = known_channels(&world.mirror).unwrap();
            let report = world.go_on(&push, versions).await.unwrap();
            assert!(report.done, "{fault} at {method} {path}: {report:#?}");
            "cut off"
        }
        Err(error) => panic!("{fault} at {method} {path}: {error}"),
    };
    if end == "stopped" {
        assert_eq!(fault, "other-user");
        // What was not done is what a new plan says; the other user's change stays.
        let server = world.server().await;
        let review = world.plan().await.unwrap();
        assert!(!review.plan.steps.is_empty());
        if review.plan.open_conflicts() == 0 {
            let merged = review.merged.clone();
            let report = world.push_plan(&review.plan.clone(), &review).await;
            assert!(report.unwrap().unwrap().done);
            assert_eq!(routing_of(&world.server().await), routing_of(&merged));
        } else {
            assert_eq!(routing_of(&world.server().await), routing_of(&server));
        }
    } else if fault != "other-user" {
        assert_eq!(
            routing_of(&world.server().await),
            routing_of(&draft()),
            "{fault} at {method} {path}"
        );
        assert!(world.plan().await.unwrap().plan.empty);
    }
    (end, String::new())
}

#[tokio::test]
async fn a_write_is_never_made_twice() {
    for fault in ["503-after", "reset-after", "truncate"] {
        let mut world = World::new(&base()).await;
        world.pull().await.unwrap();
        world.draft(&draft());
        let review = world.plan().await.unwrap();
        let steps = review.plan.steps.len();
        world.control("DELETE", "requests", None).await;
        for method in ["PUT", "POST", "DELETE"] {
            let text = format!(r#"{{"fault":"{fault}","method":"{method}","times":20}}"#);
            world.fault(&text).await;
        }
        let report = world.push_plan(&review.plan.clone(), &review).await;
        world.control("DELETE", "faults", None).await;
        assert!(report.unwrap().unwrap().done);
        let counts = world.control("GET", "requests", None).await;
        assert_eq!(writes(&counts), steps, "{fault}: {counts}");
    }
}

/// Calls that write, as the sandbox counts them.
pub fn writes(requests: &str) -> usize {
    let value: serde_json::Value = serde_json::from_str(requests).unwrap();
    value["counts"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(call, _)| !call.starts_with("GET") && call.contains("/brands/"))
        .map(|(_, count)| count.as_u64().unwrap() as usize)
        .sum()
}
