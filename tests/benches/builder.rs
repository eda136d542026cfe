//! What an edit costs until everything on show is current again: 500 rules in one channel, 5,000
//! agents, 500 samples. `cargo bench --bench builder`; prints the best and the worst of some runs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use mirror::{Mirror, Sample, sample};
use routing::book::{
    Account, AccountKind, Action, Condition, Member, OnTimeout, Pool, Rule, Test, Value,
};
use routing::fields::{Field, Op};
use serde_json::json;
use switchyard_app::session::Session;

const RULES: usize = 500;
const SAMPLES: usize = 500;

fn today() -> NaiveDate {
    NaiveDate::default()
}

fn main() {
    let mut book = sample::generated(sample::Size {
        offices: 50,
        agents: 5_000,
        seed: 1,
    });
    let offices: Vec<String> = book
        .accounts
        .iter()
        .filter(|account| account.kind == AccountKind::Office)
        .map(|account| account.id.clone())
        .collect();
    let is_agent = |account: &&Account| account.kind == AccountKind::Agent;
    let agent = book.accounts.iter().find(is_agent).unwrap().id.clone();
    let root = book.accounts.first().unwrap().id.clone();
    let channel = book
        .channels
        .iter_mut()
        .find(|channel| channel.account == root && channel.is_default)
        .unwrap();
    channel.rules = (0..RULES).map(|n| rule(n, &offices)).collect();
    let id = channel.id.clone();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bench.mirror");
    let mut mirror = Mirror::open_or_create(&file).unwrap();
    let samples: Vec<Sample> = (0..SAMPLES).map(|n| lead(n, &id)).collect();
    mirror.begin(&book, &samples).unwrap();
    mirror.close().unwrap();

    let session = Session::open(&file, None, today).unwrap();
    let start = Instant::now();
    session.warm().unwrap();
    println!("{:44} {:7.1} ms", "first look", millis(start.elapsed()));

    let mut turn = 0;
    let mut edits = |what: &str, edit: &mut dyn FnMut(usize) -> serde_json::Value| {
        let mut worst = Duration::ZERO;
        let mut best = Duration::MAX;
        let mut parts = [Duration::MAX; 3];
        for _ in 0..15 {
            turn += 1;
            let edit = serde_json::from_value(edit(turn)).unwrap();
            let start = Instant::now();
            session.edit(edit).unwrap();
            let made = start.elapsed();
            let outcomes = session.outcomes(Some(&id)).unwrap();
            let told = start.elapsed();
            black_box(session.channel(&id).unwrap());
            let all = start.elapsed();
            assert_eq!(outcomes.samples.len(), SAMPLES);
            worst = worst.max(all);
            best = best.min(all);
            for (part, took) in parts.iter_mut().zip([made, told - made, all - told]) {
                *part = took.min(*part);
            }
        }
        let [made, told, drawn] = parts.map(millis);
        println!(
            "{what:44} {:7.1} ms best, {:7.1} ms worst ({made:.1} edit, {told:.1} outcomes, {drawn:.1} cards)",
            millis(best),
            millis(worst)
        );
    };
    edits(
        "a rule is moved",
        &mut |n| json!({ "kind": "move_rule", "rule": format!("bench-{}", (n * 37) % RULES), "before": format!("bench-{}", (n * 53 + 1) % RULES) }),
    );
    let changed = |rule: &str, part: &str, value: serde_json::Value| {
        let mut source = serde_json::to_value(session.rule(rule).unwrap().source).unwrap();
        *source.pointer_mut(part).unwrap() = value;
        json!({ "kind": "replace_rule", "rule": rule, "source": source })
    };
    edits("a condition is changed", &mut |n| {
        let when = json!({ "field": "listing.price", "op": "ge", "value": n * 1_000 });
        changed("bench-250", "/when", when)
    });
    edits("a pool gets a member, or another weight", &mut |n| {
        if n.is_multiple_of(2) {
            let office = offices.last().unwrap();
            json!({ "kind": "add_to_pool", "holder": { "kind": "rule", "rule": "bench-1" }, "accounts": [office] })
        } else {
            changed("bench-1", "/then/pool/0/weight", json!(1 + n % 90))
        }
    });
    edits("an agent is away", &mut |n| {
        let day = format!("2027-01-{:02}", 1 + n % 28);
        json!({ "kind": "set_away", "agent": agent, "away": [{ "from": day, "through": day }] })
    });

    let mut found = Duration::MAX;
    session.find("75205").unwrap();
    for _ in 0..10 {
        let start = Instant::now();
        black_box(session.find("75205").unwrap());
        found = found.min(start.elapsed());
    }
    println!("{:44} {:7.1} ms", "find a ZIP", millis(found));
}

/// Conditions of two or three tests, pools of an office, of everybody, of single agents.
fn rule(n: usize, offices: &[String]) -> Rule {
    let test = |field, op, value| Condition::Test(Test { field, op, value });
    let zips = (0..10).map(|k| format!("{:05}", 75_000 + (n * 7 + k * 13) % 400));
    let when = Condition::All(vec![
        test(Field::PostalCode, Op::IsAnyOf, Value::Texts(zips.collect())),
        test(
            Field::ListingPrice,
            Op::Ge,
            Value::Number(1_000.0 * n as f64),
        ),
        Condition::Any(vec![
            test(
                Field::Tags,
                Op::HasAny,
                Value::Texts(vec![format!("Tag {}", n % 40)]),
            ),
            test(
                Field::LeadSource,
                Op::Is,
                Value::Text(format!("Source {}", n % 30)),
            ),
        ]),
    ]);
    let office = |n: usize| Member {
        account: offices[n % offices.len()].clone(),
        weight: 1,
    };
    let pool = match n % 10 {
        0 => Pool::All,
        _ => Pool::Members(vec![office(n), office(n + 7)]),
    };
    Rule {
        id: format!("bench-{n}"),
        name: Some(format!("Rule {n}")),
        enabled: true,
        when: Some(when),
        then: match n % 3 {
            0 => Action::FirstToClaim {
                pool,
                window_minutes: 15,
                on_timeout: OnTimeout::NextRule,
            },
            _ => Action::RoundRobin { pool },
        },
        follow_up: Vec::new(),
    }
}

fn lead(n: usize, channel: &str) -> Sample {
    Sample {
        id: format!("sample-{n}"),
        name: format!("Sample {n}"),
        channel: channel.to_owned(),
        captured_at: "2026-11-24T09:12:00-06:00".to_owned(),
        payload: json!({
            "first_name": "Ada", "last_name": "Quill", "email": format!("ada{n}@example.com"),
            "tag": [format!("Tag {}", n % 40)], "lead_source": format!("Source {}", n % 30),
            "listing": { "price": 1_000 * n, "property": { "address": { "postal_code": format!("{:05}", 75_000 + n % 400) } } },
        })
        .to_string(),
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
