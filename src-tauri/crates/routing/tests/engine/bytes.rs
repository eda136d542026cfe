//! Nothing that anybody can send makes the engine panic.

use proptest::prelude::*;
use routing::json::Node;
use routing::lead::{LeadParts, read_time};
use routing::walk::State;
use routing::{Book, History, Lead, Router};
use serde_json::{Map, Value, json};

use crate::made_up;

/// Words that mean something to some reader, so that made-up JSON gets further than its door.
const WORDS: &[&str] = &[
    "accounts",
    "users",
    "channels",
    "rules",
    "when",
    "then",
    "all",
    "any",
    "not",
    "field",
    "op",
    "value",
    "type",
    "pool",
    "account",
    "weight",
    "id",
    "kind",
    "name",
    "parent",
    "away",
    "from",
    "through",
    "daily_cap",
    "policies",
    "fallback",
    "expression",
    "round_robin",
    "custom",
    "is",
    "between",
    "listing.price",
    "captured.time",
    "agent",
    "root",
    "a0",
    "o0",
    "c0",
    "first_name",
    "last_name",
    "email",
    "phone_number",
    "phone",
    "tag",
    "tags",
    "listing",
    "price",
    "property",
    "address",
    "postal_code",
    "postcode",
    "assignees",
    "agent_mlsid",
    "mls_id",
    "metadata",
    "lead",
    "payload",
    "channel",
    "captured_at",
    "referer_url",
    "street_number",
    "http://[",
    "24:00",
    "2026-02-30",
    "2026-03-02T09:00:00Z",
    "+1",
    "$",
    "-",
    ".",
    "[\"a\"]",
    "[",
    "@",
    "1e999",
];

fn any_json() -> impl Strategy<Value = Value> {
    let word = || {
        prop_oneof![
            4 => prop::sample::select(WORDS).prop_map(str::to_owned),
            1 => any::<String>(),
        ]
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-100..100i64).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..6)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Changes one node of a document, found by following `path` down.
fn mutate(document: &mut Value, path: &[prop::sample::Index], change: &Value) {
    let Some((step, rest)) = path.split_first() else {
        *document = change.clone();
        return;
    };
    match document {
        Value::Array(items) if !items.is_empty() => {
            let place = step.index(items.len());
            match rest.is_empty() && change.is_null() {
                true => items.push(items[place].clone()),
                false => mutate(&mut items[place], rest, change),
            }
        }
        Value::Object(entries) if !entries.is_empty() => {
            let key = entries
                .keys()
                .nth(step.index(entries.len()))
                .unwrap()
                .clone();
            match rest.is_empty() && change.is_null() {
                true => {
                    entries.remove(&key);
                }
                false => mutate(&mut entries[&key], rest, change),
            }
        }
        _ => *document = change.clone(),
    }
}

fn run(book: &Book, payload: &Value) {
    let router = Router::new(book);
    let text = payload.to_string();
    for route in router.routes() {
        let lead = Lead {
            id: None,
            channel: route.channel.id.clone().into(),
            captured_at: read_time("2026-03-02T09:00:00Z").unwrap(),
            payload: Node::parse(&text).unwrap(),
        };
        let landing = router.simulate(&lead, &mut State::default()).unwrap();
        serde_json::to_string(&landing).unwrap();
    }
}

proptest! {
    #![proptest_config(made_up::cases(600))]

    #[test]
    fn any_payload_lands(book in made_up::book(), payload in any_json()) {
        run(&book, &payload);
    }

    #[test]
    fn any_document_is_a_lead_or_says_why_not(document in any_json()) {
        let text = document.to_string();
        if let Err(problems) = LeadParts::read(Node::parse(&text).unwrap()) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn a_book_that_was_tampered_with_is_refused_or_runs(
        mut json in made_up::book_json(), lead in made_up::lead(),
        changes in prop::collection::vec(
            (prop::collection::vec(any::<prop::sample::Index>(), 1..8), any_json()), 1..4),
    ) {
        for (path, change) in &changes {
            mutate(&mut json, path, change);
        }
        match Book::read(json.to_string().as_bytes()) {
            Ok(book) => {
                run(&book, &lead.payload());
                prop_assert_eq!(Book::read(book.write().as_bytes()).unwrap(), book);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn any_expression_is_refused_or_runs(source in expressions(), lead in made_up::lead()) {
        let book = json!({
            "format": "switchyard.book", "version": 1, "users": [],
            "accounts": [{"id": "a0", "kind": "agent", "name": "A", "parent": null}],
            "channels": [{"id": "c0", "account": "a0", "name": null,
                "rules": [{"id": "r", "then": {"type": "custom", "expression": source}}]}]
        });
        if let Ok(book) = Book::read(book.to_string().as_bytes()) {
            run(&book, &lead.payload());
        }
    }

    #[test]
    fn any_pattern_is_refused_or_runs(source in "[a-c(){}\\[\\]*+?|^$.\\\\0-9,:=!<>-]{0,24}", note in any::<String>()) {
        let book = json!({
            "format": "switchyard.book", "version": 1, "users": [],
            "accounts": [{"id": "a0", "kind": "agent", "name": "A", "parent": null}],
            "channels": [{"id": "c0", "account": "a0", "name": null, "rules": [{"id": "r",
                "when": {"field": "note", "op": "matches", "value": source},
                "then": {"type": "specific_agent", "agent": "a0"}}]}]
        });
        if let Ok(book) = Book::read(book.to_string().as_bytes()) {
            run(&book, &json!({"note": note}));
        }
    }
}

proptest! {
    #![proptest_config(made_up::cases(3_000))]

    #[test]
    fn any_bytes_are_a_book_or_say_why_not(bytes in any_bytes()) {
        if let Err(problems) = Book::read(&bytes) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_a_history_or_say_why_not(bytes in any_bytes()) {
        let (history, problems) = History::read(&bytes, |channel| channel == "c0");
        prop_assert_eq!(history.leads().count(), history.len());
        let blank = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| line.trim().is_empty());
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !blank(line)).count();
        prop_assert!(history.len() <= lines);
        prop_assert_eq!(history.len() < lines, !problems.is_empty());
    }

    #[test]
    fn any_text_is_json_or_says_where_not(text in any_text()) {
        match Node::parse(&text) {
            Ok(node) => prop_assert_eq!(node.clone().into_owned(), node),
            Err(error) => {
                prop_assert!(error.line >= 1 && error.line <= text.lines().count().max(1) + 1);
                prop_assert!(error.column <= text.len() + 1);
            }
        }
        prop_assert_eq!(
            Node::parse(&text).is_ok(),
            serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(),
        );
    }
}

/// Bytes of any kind: noise, JSON, a lead's line with something wrong in it.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let lines = (made_up::lead(), any::<prop::sample::Index>(), any::<u8>())
        .prop_map(|(lead, place, byte)| torn(lead.line(0), place, byte));
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        any_text().prop_map(String::into_bytes),
        lines,
        (
            made_up::book_json(),
            any::<prop::sample::Index>(),
            any::<u8>()
        )
            .prop_map(|(book, place, byte)| torn(book.to_string(), place, byte)),
    ]
}

/// The text with one byte of it changed.
fn torn(text: String, place: prop::sample::Index, byte: u8) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    let place = place.index(bytes.len());
    bytes[place] = byte;
    bytes
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        any_json().prop_map(|json| json.to_string()),
        prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", "\"", ":", ",", "1", "-", "e", ".", "null", "true", "\\u",
                "d800", "\n", " ", "\u{feff}"
            ]),
            0..40
        )
        .prop_map(|parts| parts.concat()),
    ]
}

fn expressions() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "lead",
        "agents",
        "now",
        ".",
        "note",
        "listing",
        "price",
        "id",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'a0'",
        "\"",
        "'",
        "r'\\'",
        "null",
        "1",
        "-",
        "0",
        "+",
        "/",
        "%",
        "?",
        ":",
        "==",
        "<",
        "&&",
        "||",
        "!",
        "in ",
        "has(",
        ".map(a, ",
        ".filter(a, ",
        ".exists(a, ",
        "a",
        ",",
        "//",
        "\n",
        "size(",
        "matches(",
        "timestamp(",
        "duration(",
        "9223372036854775807",
        "1e308",
        "b'",
        "'''",
    ]);
    prop_oneof![
        prop::collection::vec(parts, 0..30).prop_map(|parts| parts.concat()),
        any::<String>(),
    ]
}
