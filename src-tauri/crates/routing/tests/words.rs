#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! What the window and the command line say, word for word.

use routing::book::{Condition, read_condition};
use routing::condition::{Check, Explain};
use routing::facts::Facts;
use routing::json::Node;
use routing::words::{chip, clause, condition, plain};
use routing::{Book, Lead, Router, lead::read_time, words};

/// Tuesday, 24 November 2026, 09:12 in Dallas.
const AT: &str = "2026-11-24T09:12:00-06:00";

fn clause_of(when: &str, payload: &str) -> String {
    let condition = read_condition(when).unwrap_or_else(|problems| panic!("{when}: {problems:?}"));
    let payload = Node::parse(payload).unwrap();
    let facts = Facts::read(
        &payload,
        read_time(AT).unwrap(),
        chrono_tz::America::Chicago,
    );
    let (_, seen) = Check::new(&condition).run::<Explain>(&facts);
    plain(&clause(&seen))
}

#[test]
fn every_test_says_how_it_came_out() {
    let test = |field: &str, op: &str, value: &str| {
        let value = if value.is_empty() {
            String::new()
        } else {
            format!(r#","value":{value}"#)
        };
        format!(r#"{{"field":"{field}","op":"{op}"{value}}}"#)
    };
    let source = r#"{"lead_source":"Blog"}"#;
    let zip = r#"{"address":{"postal_code":"75205"}}"#;
    let price = r#"{"listing":{"price":250000}}"#;
    let tags = r#"{"tag":["Buyer","Cash"]}"#;
    for (field, op, value, payload, expected) in [
        ("lead_source", "is", r#""blog""#, source, "source is Blog"),
        (
            "lead_source",
            "is",
            r#""Zillow""#,
            source,
            "source is Blog, not Zillow",
        ),
        (
            "lead_source",
            "is",
            r#""Zillow""#,
            "{}",
            "source is missing",
        ),
        (
            "lead_source",
            "is_not",
            r#""Zillow""#,
            source,
            "source is Blog, not Zillow",
        ),
        (
            "lead_source",
            "is_not",
            r#""Blog""#,
            source,
            "source is Blog",
        ),
        (
            "lead_source",
            "is_not",
            r#""Blog""#,
            "{}",
            "source is missing",
        ),
        (
            "address.postal_code",
            "is_any_of",
            r#"["75205","75225"]"#,
            zip,
            "ZIP 75205 is on the list",
        ),
        (
            "address.postal_code",
            "is_any_of",
            r#"["75201","75225"]"#,
            zip,
            "ZIP is 75205, not 75201 or 75225",
        ),
        (
            "address.postal_code",
            "is_any_of",
            r#"["1","2","3","4"]"#,
            zip,
            "ZIP 75205 is not on the list",
        ),
        (
            "address.postal_code",
            "is_none_of",
            r#"["75205"]"#,
            zip,
            "ZIP 75205 is on the list",
        ),
        (
            "lead_source",
            "contains",
            r#""lo""#,
            source,
            "source contains “lo”",
        ),
        (
            "lead_source",
            "not_contains",
            r#""lo""#,
            source,
            "source contains “lo”",
        ),
        (
            "lead_source",
            "contains",
            r#""x""#,
            source,
            "source does not contain “x”",
        ),
        (
            "lead_source",
            "starts_with",
            r#""b""#,
            source,
            "source Blog starts with “b”",
        ),
        (
            "lead_source",
            "ends_with",
            r#""x""#,
            source,
            "source Blog does not end with “x”",
        ),
        (
            "lead_source",
            "matches",
            r#""^b""#,
            source,
            "source matches “^b”",
        ),
        ("lead_source", "is_set", "", source, "source is given"),
        ("lead_source", "is_set", "", "{}", "source is missing"),
        ("lead_source", "is_not_set", "", "{}", "source is missing"),
        ("lead_source", "is_not_set", "", source, "source is given"),
        (
            "listing.price",
            "ge",
            "1000000",
            price,
            "price 250,000 is below 1,000,000",
        ),
        (
            "listing.price",
            "ge",
            "250000",
            price,
            "price 250,000 is at least 250,000",
        ),
        (
            "listing.price",
            "le",
            "100000.5",
            price,
            "price 250,000 is above 100,000.5",
        ),
        (
            "listing.price",
            "lt",
            "300000",
            price,
            "price 250,000 is below 300,000",
        ),
        (
            "listing.price",
            "gt",
            "300000",
            price,
            "price 250,000 is not above 300,000",
        ),
        ("listing.price", "ne", "250000", price, "price is 250,000"),
        (
            "listing.price",
            "between",
            "[1,2]",
            price,
            "price 250,000 is outside 1 to 2",
        ),
        ("listing.price", "eq", "1", "{}", "price is missing"),
        (
            "tags",
            "has_any",
            r#"["CASH","VIP"]"#,
            tags,
            "tags include CASH",
        ),
        (
            "tags",
            "has_any",
            r#"["Relocation"]"#,
            tags,
            "tags are Buyer and Cash, not Relocation",
        ),
        (
            "tags",
            "has_any",
            r#"["Relocation"]"#,
            "{}",
            "tags are empty, not Relocation",
        ),
        (
            "tags",
            "has_all",
            r#"["Buyer","VIP"]"#,
            tags,
            "tags are Buyer and Cash, without VIP",
        ),
        (
            "tags",
            "has_none",
            r#"["Buyer"]"#,
            tags,
            "tags include Buyer",
        ),
        ("tags", "is_empty", "", tags, "tags are Buyer and Cash"),
        ("tags", "is_empty", "", "{}", "there are no tags"),
        (
            "has_assignees",
            "is_true",
            "",
            "{}",
            "the website names no agent",
        ),
        (
            "captured.weekday",
            "is_any_of",
            r#"["sat","sun"]"#,
            "{}",
            "day is Tue, not Sat or Sun",
        ),
        (
            "captured.weekday",
            "is_any_of",
            r#"["mon","tue"]"#,
            "{}",
            "day is Tue",
        ),
        (
            "captured.time",
            "between",
            r#"["09:00","17:00"]"#,
            "{}",
            "time 09:12 is within 09:00 to 17:00",
        ),
        (
            "captured.date",
            "between",
            r#"["2026-12-01","2026-12-31"]"#,
            "{}",
            "date 24 Nov 2026 is outside 1 Dec 2026 to 31 Dec 2026",
        ),
    ] {
        assert_eq!(
            clause_of(&test(field, op, value), payload),
            expected,
            "{field} {op} {value}"
        );
    }
}

#[test]
fn a_group_says_the_tests_that_decided_it() {
    let source = r#"{"field":"lead_source","op":"is","value":"Zillow"}"#;
    let vip = r#"{"field":"tags","op":"has_any","value":["VIP"]}"#;
    for (when, payload, expected) in [
        (
            format!(r#"{{"all":[{source},{vip}]}}"#),
            r#"{"lead_source":"Zillow","tag":"VIP"}"#,
            "source is Zillow and tags include VIP",
        ),
        (
            format!(r#"{{"all":[{source},{vip}]}}"#),
            r#"{"lead_source":"Zillow"}"#,
            "tags are empty, not VIP",
        ),
        (
            format!(r#"{{"any":[{source},{vip}]}}"#),
            r#"{"tag":"VIP"}"#,
            "tags include VIP",
        ),
        (
            format!(r#"{{"any":[{source},{vip}]}}"#),
            "{}",
            "source is missing and tags are empty, not VIP",
        ),
        (
            format!(r#"{{"not":{source}}}"#),
            r#"{"lead_source":"Zillow"}"#,
            "source is Zillow",
        ),
        (r#"{"all":[]}"#.to_owned(), "{}", "it takes every lead"),
        (r#"{"any":[]}"#.to_owned(), "{}", "it takes no lead"),
    ] {
        assert_eq!(clause_of(&when, payload), expected, "{when}");
    }
}

#[test]
fn one_is_no_plural() {
    assert_eq!(words::counted(1, "rule"), "1 rule");
    assert_eq!(words::counted(0, "rule"), "0 rules");
    assert_eq!(words::counted(12_u64, "request"), "12 requests");
}

#[test]
fn a_channel_without_a_name_is_said_to_have_none() {
    for blank in [None, Some(""), Some(" ")] {
        assert_eq!(words::channel_title(blank), "an unnamed channel");
        assert_eq!(words::channel_called(blank), "an unnamed channel");
    }
    assert_eq!(words::channel_title(Some(" Listings ")), "“Listings”");
    assert_eq!(
        words::channel_called(Some("Listings")),
        "channel “Listings”"
    );
}

#[test]
fn chips_count_what_does_not_fit() {
    let zips = r#"{"field":"address.postal_code","op":"is_any_of","value":["75201","75202","75203","75204","75205"]}"#;
    let Condition::Test(test) = read_condition(zips).unwrap() else {
        panic!("a test")
    };
    assert_eq!(chip(&test), "ZIP is one of 75201, 75202 +3");
}

#[test]
fn a_condition_reads_as_a_sentence() {
    let when = read_condition(
        r#"{"all":[{"field":"listing.price","op":"ge","value":1000000},
            {"any":[{"field":"lead_source","op":"is","value":"Zillow"},{"field":"tags","op":"has_all","value":["VIP","Cash"]}]},
            {"not":{"field":"captured.weekday","op":"is_any_of","value":["sat","sun"]}}]}"#,
    );
    assert_eq!(
        condition(&when.unwrap()),
        "price ≥ $1,000,000 and (source is Zillow or tags include VIP and Cash) and not (day is Sat or Sun)"
    );
}

/// One office with two agents, one of them away; one channel whose only rule and fallback are given.
fn headline(rule: &str, fallback: &str, payload: &str) -> (String, Vec<String>, Vec<String>) {
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,
        "accounts":[{{"id":"a","kind":"brokerage","name":"Adler & Associates","parent":null}},
          {{"id":"d","kind":"office","name":"Downtown Office","parent":"a"}},
          {{"id":"s","kind":"agent","name":"Agent Smith","parent":"d"}},
          {{"id":"w","kind":"agent","name":"Agent Williams","parent":"d","away":[{{"from":"2026-11-01","through":"2026-12-31"}}]}},
          {{"id":"x","kind":"agent","name":"Agent Brown","parent":"d"}}],
        "users":[{{"id":"u","accounts":["s"],"first_name":"John","last_name":"Smith","emails":["js@adler.example"]}}],
        "channels":[{{"id":"c","account":"a","name":"Listings","time_zone":"America/Chicago","rules":[{rule}],"fallback":{fallback}}}]}}"#
    );
    let router = Router::new(&Book::read(text.as_bytes()).unwrap());
    let lead = Lead {
        id: None,
        channel: "c".into(),
        captured_at: read_time(AT).unwrap(),
        payload: Node::parse(payload).unwrap(),
    };
    let landing = router
        .simulate(&lead, &mut routing::walk::State::default())
        .unwrap();
    let (roster, route) = (&router.roster, router.route("c").unwrap());
    let steps = landing.trace.iter().flatten().map(|step| {
        let title = words::step_title(roster, route, step);
        format!(
            "{title}: {}",
            plain(&words::step_detail(roster, route, &landing.ending, step))
        )
    });
    let headline = plain(&words::headline(roster, route, &landing));
    (
        headline,
        words::notes(roster, route, &landing),
        steps.collect(),
    )
}

#[test]
fn the_headline_names_who_by_what_and_why() {
    let inbox = r#"{"type":"inbox"}"#;
    let lux = r#"{"id":"r","name":"Luxury buyers","when":{"field":"listing.price","op":"ge","value":1000000},"then":{"type":"specific_agent","agent":"s"}}"#;
    let offer = r#"{"id":"r","then":{"type":"first_to_claim","pool":"all","window_minutes":15}}"#;
    let away = r#"{"id":"r","then":{"type":"specific_agent","agent":"w"}}"#;
    let pool = r#"{"type":"round_robin","pool":[{"account":"w"}]}"#;
    for (rule, fallback, payload, expected) in [
        (
            lux,
            inbox,
            r#"{"listing":{"price":1200000}}"#,
            "Goes to Agent Smith (Downtown Office) by rule 1 “Luxury buyers”: price 1,200,000 is at least 1,000,000.",
        ),
        (
            lux,
            inbox,
            "{}",
            "Stays in the inbox of Adler & Associates: no rule took it, and the fallback is the inbox.",
        ),
        (
            lux,
            pool,
            "{}",
            "Stays in the inbox of Adler & Associates: no rule took it, and the fallback has nobody who can.",
        ),
        (
            lux,
            r#"{"type":"specific_agent","agent":"x"}"#,
            "{}",
            "Goes to Agent Brown (Downtown Office) by the fallback: no rule took it.",
        ),
        (
            lux,
            inbox,
            r#"{"assignees":[{"email":"JS@adler.example"}]}"#,
            "Goes to Agent Smith (Downtown Office): the website named them by e-mail.",
        ),
        (
            offer,
            inbox,
            "{}",
            "Offered to Agent Brown and Agent Smith for 15 min by rule 1 “First to claim, 15 min, all 3 agents of Adler & Associates, then next rule”: it takes every lead.",
        ),
        (
            away,
            inbox,
            "{}",
            "Stays in the inbox of Adler & Associates: no rule took it, and the fallback is the inbox.",
        ),
    ] {
        assert_eq!(headline(rule, fallback, payload).0, expected);
    }
}

#[test]
fn notes_say_what_the_headline_leaves_open() {
    let offer = r#"{"id":"r","then":{"type":"first_to_claim","pool":"all","window_minutes":15}}"#;
    let (_, notes, _) = headline(offer, r#"{"type":"round_robin","pool":"all"}"#, "{}");
    assert_eq!(
        notes,
        [
            "If nobody claims it: goes to Agent Brown (Downtown Office) by the fallback: no rule took it.",
            "Assumed: the rotation starts at its first agent; only Rechat knows who had the last turn.",
        ]
    );
}

#[test]
fn steps_say_who_was_left_out_and_why() {
    let away = r#"{"id":"r","name":"W","then":{"type":"specific_agent","agent":"w"}}"#;
    let (_, _, steps) = headline(
        away,
        r#"{"type":"round_robin","pool":"all"}"#,
        r#"{"assignees":[{"email":"no@x.example","phone":"?"}]}"#,
    );
    assert_eq!(
        steps,
        [
            "Assignee 1: e-mail is no agent's here; phone cannot be read: on to the next",
            "W: matched, but Agent Williams is away until 31 Dec 2026",
            "Fallback: Agent Brown · left out: Agent Williams (away until 31 Dec 2026)",
        ]
    );
}
