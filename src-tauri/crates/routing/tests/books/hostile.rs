//! Books that nobody meant as one: each is a clear error, soon.

use std::time::Instant;

use routing::Book;
use routing::book::{MAX_BOOK_BYTES, MAX_PROBLEMS};
use serde_json::json;

use crate::seen;

fn problem_of(bytes: &[u8]) -> (&'static str, String, String) {
    let problems = Book::read(bytes).unwrap_err();
    assert_eq!(problems.total(), 1, "{problems}");
    let problem = problems.listed.into_iter().next().unwrap();
    (problem.code, problem.place, problem.message)
}

#[test]
fn more_than_64_mib_are_not_looked_at() {
    let bytes = vec![b' '; MAX_BOOK_BYTES + 1];
    let (code, place, message) = problem_of(&bytes);
    assert_eq!((code, place.as_str()), ("too_large", ""));
    assert_eq!(
        message,
        "the book has 67108865 bytes, at most 67108864 (64 MiB) are read"
    );
    assert_eq!(problem_of(&bytes[1..]).0, "not_json");
}

#[test]
fn fifty_megabytes_of_noise_are_one_problem() {
    let mut seed = 7_u64;
    let mut byte = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 56) as u8
    };
    let noise = std::iter::repeat_with(&mut byte)
        .take(100_000)
        .collect::<Vec<u8>>()
        .repeat(500);
    assert_eq!(problem_of(&noise).0, "not_utf8");
    let text: Vec<u8> = noise.iter().map(|byte| b' ' + byte % 95).collect();
    assert_eq!(problem_of(&text).0, "not_json");
}

#[test]
fn fifty_megabytes_of_wrong_accounts_are_counted_and_not_kept() {
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,"users":[],"channels":[],"accounts":[{}1]}}"#,
        "1,".repeat(5_000_000)
    );
    let started = Instant::now();
    let problems = Book::read(text.as_bytes()).unwrap_err();
    assert_eq!(
        (problems.listed.len(), problems.total()),
        (MAX_PROBLEMS, 5_000_001)
    );
    assert!(started.elapsed().as_secs() < 60);
}

#[test]
fn names_the_byte_and_line_that_are_not_utf8() {
    let (code, place, message) = problem_of(b"{\n  \"format\": \"\xff\"}");
    assert_eq!((code, place.as_str()), ("not_utf8", ""));
    assert_eq!(
        message,
        "the book is not UTF-8 text: byte 15, in line 2, cannot be read"
    );
}

#[test]
fn names_the_line_and_column_that_are_not_json() {
    let (code, _, message) = problem_of(b"{\n  \"format\": switchyard\n}");
    assert_eq!(code, "not_json");
    assert!(
        message.starts_with("the book is not JSON: ") && message.ends_with("at line 2 column 13"),
        "{message}"
    );
}

#[test]
fn a_hundred_thousand_levels_overflow_nothing() {
    for (open, close) in [("[", "]"), ("{\"all\":[", "]}"), ("{\"not\":", "}")] {
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let (code, _, message) = problem_of(text.as_bytes());
        assert_eq!(code, "too_deep");
        assert!(
            message.starts_with("the book is nested more than 256 levels deep at line 1 column"),
            "{message}"
        );
    }
}

#[test]
fn lists_a_thousand_problems_and_counts_the_rest() {
    let rules: Vec<String> = (0..1_500)
        .map(|i| format!(r#"{{"id":"r{i}","then":{{}}}}"#))
        .collect();
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,"users":[],"accounts":[{{"id":"a","kind":"office","name":"A","parent":null}}],
            "channels":[{{"id":"c","account":"a","name":null,"rules":[{}]}}]}}"#,
        rules.join(",")
    );
    let problems = Book::read(text.as_bytes()).unwrap_err();
    assert_eq!((problems.listed.len(), problems.more), (MAX_PROBLEMS, 500));
    assert_eq!(
        seen(&problems.listed)[999],
        ("missing_key", "channels[0].rules[999].then.type")
    );
    assert!(problems.to_string().ends_with("\nand 500 more"));
}

#[test]
fn unknown_references_in_a_large_tree_do_not_cost_minutes() {
    let agents: Vec<String> = (0..20_000)
        .map(|i| format!(r#"{{"id":"agent-{i}","kind":"agent","name":"A","parent":"root"}}"#))
        .collect();
    let users: Vec<String> = (0..2_000)
        .map(|i| format!(r#"{{"id":"u{i}","accounts":["agnet-{i}"]}}"#))
        .collect();
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,"channels":[],"users":[{}],
            "accounts":[{{"id":"root","kind":"office","name":"A","parent":null}},{}]}}"#,
        users.join(","),
        agents.join(",")
    );
    let started = Instant::now();
    let problems = Book::read(text.as_bytes()).unwrap_err();
    assert_eq!(problems.total(), 2_000);
    assert_eq!(
        problems.listed[0].help.as_deref(),
        Some("did you mean \"agent-0\"?")
    );
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn a_long_cycle_is_named_in_part() {
    let accounts: Vec<String> = (0..5_000)
        .map(|i| {
            format!(
                r#"{{"id":"a{i}","kind":"office","name":"A","parent":"a{}"}}"#,
                (i + 1) % 5_000
            )
        })
        .collect();
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,"users":[],"channels":[],"accounts":[{}]}}"#,
        accounts.join(",")
    );
    let problems = Book::read(text.as_bytes()).unwrap_err();
    assert_eq!(
        seen(&problems.listed),
        [("no_root", "accounts"), ("cycle", "accounts[0].parent")]
    );
    assert!(
        problems.listed[1]
            .message
            .ends_with("\"a8\" → \"a9\" → … 4990 more … → \"a0\""),
        "{problems}"
    );
}

#[test]
fn a_cycle_is_told_from_its_first_account() {
    let accounts = [
        ("root", None),
        ("under", Some("z")),
        ("x", Some("y")),
        ("z", Some("x")),
        ("y", Some("z")),
    ]
    .map(|(id, parent)| json!({ "id": id, "kind": "office", "name": "", "parent": parent }));
    let book = json!({ "format": "switchyard.book", "version": 1, "users": [], "channels": [], "accounts": accounts });
    let problems = Book::read(book.to_string().as_bytes()).unwrap_err();
    assert_eq!(seen(&problems.listed), [("cycle", "accounts[2].parent")]);
    assert!(
        problems.listed[0]
            .message
            .ends_with(r#""x" → "y" → "z" → "x""#),
        "{problems}"
    );
}

#[test]
fn long_keys_and_values_are_clipped() {
    let long = "x".repeat(1_000_000);
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,"accounts":[],"users":[],"channels":[],"{long}":1}}"#
    );
    let problems = Book::read(text.as_bytes()).unwrap_err();
    assert!(
        problems
            .listed
            .iter()
            .all(|problem| problem.to_string().len() < 600)
    );
}
