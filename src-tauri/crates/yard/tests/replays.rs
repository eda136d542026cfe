//! `yard replay`: what must hold of any run.

use std::fs;

use serde_json::Value;

use crate::yard::{cases, yard, yard_reading};

/// A generated brokerage and leads of all kinds for its channels.
fn history(leads: usize) -> (tempfile::TempDir, String, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let size = ["sample", "--offices", "4", "--agents", "40"];
    let book = folder.path().join("book.json");
    fs::write(&book, yard(&size).fine()).unwrap();
    let four = yard(&[&size[..], &["--leads"]].concat()).fine();
    let four: Vec<Value> = four
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    assert_eq!(four.len(), 4);
    let mut lines = Vec::new();
    for number in 0..leads {
        let mut lead = four[number % 4].clone();
        lead["id"] = Value::from(format!("L-{number}"));
        // Not in the order of their capture.
        let (day, minute) = (1 + number * 7 % 28, number % 60);
        lead["captured_at"] = Value::from(format!("2026-10-{day:02}T09:{minute:02}:00-05:00"));
        lead["payload"]["email"] = Value::from(format!("sender{}@example.com", number % 50));
        serde_json::to_writer(&mut lines, &lead).unwrap();
        lines.push(b'\n');
    }
    (folder, book.to_str().unwrap().to_owned(), lines)
}

fn replay(book: &str, leads: &[u8], more: &[&str]) -> Vec<u8> {
    yard_reading(
        &[&["replay", "--book", book, "--leads", "-"], more].concat(),
        leads,
    )
    .fine()
}

fn results(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (_folder, book, leads) = history(400);
    for options in [
        &[][..],
        &["--claims", "first", "--trace"],
        &["--claims", "seeded", "--seed", "1"],
    ] {
        assert!(
            replay(&book, &leads, options) == replay(&book, &leads, options),
            "{options:?}"
        );
    }
}

#[test]
fn the_order_of_the_lines_means_nothing() {
    let (_folder, book, leads) = history(200);
    let mut backwards: Vec<&[u8]> = leads.split_inclusive(|byte| *byte == b'\n').collect();
    backwards.reverse();
    assert!(replay(&book, &leads, &[]) == replay(&book, &backwards.concat(), &[]));
}

#[test]
fn another_seed_is_another_draw() {
    let (_folder, book, leads) = history(100);
    let draw = |seed| replay(&book, &leads, &["--claims", "seeded", "--seed", seed]);
    assert!(draw("1") != draw("2"));
}

#[test]
fn every_lead_has_one_result_without_a_trace_unless_asked() {
    let (_folder, book, leads) = history(100);
    let plain = results(&replay(&book, &leads, &[]));
    let mut traced = results(&replay(&book, &leads, &["--trace"]));
    let mut ids: Vec<&str> = plain
        .iter()
        .map(|result| result["lead"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 100);
    for (plain, traced) in plain.iter().zip(&mut traced) {
        assert!(plain.get("trace").is_none());
        assert!(
            traced
                .as_object_mut()
                .unwrap()
                .remove("trace")
                .unwrap()
                .is_array()
        );
        assert_eq!(plain, traced);
        assert_ne!(
            plain["outcome"], "offered",
            "nobody claims unless told otherwise"
        );
    }
}

#[test]
fn an_empty_history_has_no_results() {
    let answer = yard_reading(&["replay", "--book", "book.json", "--leads", "-"], b"\n \n");
    assert!(answer.stderr.starts_with("0 leads"), "{}", answer.stderr);
    assert!(answer.fine().is_empty());
}

#[test]
fn one_lead_replayed_is_the_lead_simulated_and_left_unclaimed() {
    let lead = fs::read(cases().join("luxury.json")).unwrap();
    let simulated = yard(&["simulate", "--book", "book.json", "--json", "luxury.json"]).fine();
    let line: Vec<u8> = lead.into_iter().filter(|byte| *byte != b'\n').collect();
    assert_eq!(replay("book.json", &line, &["--trace"]), simulated);
}
