//! `cargo bench -p routing`: what one lead costs, as ratios to reading its JSON, run in turn.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use routing::json::Node;
use routing::lead::read_time;
use routing::walk::{Claims, State, decide, explain};
use routing::{Book, Lead, Router};

const RULES: usize = 200;
const ROUNDS: usize = 201;

/// One channel of [`RULES`] rules of three tests each, of which the last takes the lead.
fn book() -> String {
    let rules: Vec<String> = (0..RULES)
        .map(|rule| {
            let zip = if rule + 1 == RULES { 75205 } else { 10000 + rule };
            format!(
                r#"{{"id":"r{rule}","when":{{"all":[
                  {{"field":"address.postal_code","op":"is_any_of","value":["{zip}","{}"]}},
                  {{"field":"listing.price","op":"ge","value":{rule}}},
                  {{"any":[{{"field":"tags","op":"has_any","value":["Buyer"]}},{{"field":"lead_source","op":"contains","value":"z{rule}"}}]}}]}},
                "then":{{"type":"round_robin","pool":"all"}}}}"#,
                20000 + rule
            )
        })
        .collect();
    let agents: Vec<String> = (0..20)
        .map(|n| format!(r#"{{"id":"g{n}","kind":"agent","name":"Agent {n}","parent":"a"}}"#))
        .collect();
    format!(
        r#"{{"format":"switchyard.book","version":1,"accounts":[{{"id":"a","kind":"brokerage","name":"A","parent":null}},{}],
        "users":[],"channels":[{{"id":"c","account":"a","name":null,"rules":[{}]}}]}}"#,
        agents.join(","),
        rules.join(",")
    )
}

const PAYLOAD: &str = r#"{"first_name":"Ada","last_name":"Quill","email":"ada.quill@mail.example","phone_number":"(214) 555-0142",
  "tag":["Buyer","Open House"],"lead_source":"Office site","note":"Wants a tour on Friday","referer_url":"https://office.example/listing/77",
  "listing":{"price":615000,"mls_number":"20451177","property":{"address":{"street_number":"1265","street_name":"Barry",
  "street_suffix":"Ave","city":"Dallas","state_code":"TX","postal_code":"75205"}}},"assignees":[{"email":"lee.moss@mail.example"}]}"#;

/// Median microseconds of each of the ways, run in turn so that all see the same weather.
fn in_turn(ways: &mut [(&str, &mut dyn FnMut())]) -> Vec<f64> {
    let mut times = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in ways.iter_mut().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times.get(ROUNDS / 2).copied().unwrap_or_default()
        })
        .collect()
}

fn main() {
    let book = Book::read(book().as_bytes()).unwrap();
    let router = Router::new(&book);
    let route = router.route("c").unwrap();
    let lead = Lead {
        id: None,
        channel: "c".into(),
        captured_at: read_time("2026-11-24T09:12:00-06:00").unwrap(),
        payload: Node::parse(PAYLOAD).unwrap(),
    };
    let json = || {
        drop(black_box(serde_json::from_str::<serde_json::Value>(
            PAYLOAD,
        )))
    };
    let decided = || {
        let mut state = State::default();
        drop(black_box(decide(
            &router.roster,
            route,
            &lead,
            Claims::Open,
            &mut state,
        )));
    };
    let traced = || {
        let mut state = State::default();
        drop(black_box(explain(
            &router.roster,
            route,
            &lead,
            Claims::Open,
            &mut state,
        )));
    };
    let (mut json, mut decided, mut traced) = (json, decided, traced);
    let mut ways: [(&str, &mut dyn FnMut()); 3] = [
        ("read the payload's JSON (serde_json)", &mut json),
        ("decide", &mut decided),
        ("decide with the full trace", &mut traced),
    ];
    let medians = in_turn(&mut ways);
    println!("one lead, a channel of {RULES} rules, median of {ROUNDS}:");
    let base = medians.first().copied().unwrap_or(1.0);
    for ((name, _), median) in ways.iter().zip(&medians) {
        println!("  {name:<38} {median:>8.1} µs  {:>6.1}×", median / base);
    }
}
