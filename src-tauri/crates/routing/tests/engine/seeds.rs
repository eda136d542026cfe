//! Seeded runs: who claims is by chance, but by the seed's and the lead's alone.

use routing::walk::{Claims, State};
use routing::{Book, History, Router};
use serde_json::{Value, json};

const MEMBERS: usize = 5;

/// Who claims each lead of these ids.
fn claimed(seed: u64, ids: &[String]) -> Vec<String> {
    let mut accounts =
        vec![json!({"id": "root", "kind": "brokerage", "name": "R", "parent": null})];
    for agent in 0..MEMBERS {
        let id = format!("a{agent}");
        accounts.push(json!({"id": id, "kind": "agent", "name": id, "parent": "root"}));
    }
    let book = json!({
        "format": "switchyard.book", "version": 1, "accounts": accounts, "users": [],
        "channels": [{"id": "c", "account": "root", "name": null, "rules": [{"id": "r",
            "then": {"type": "first_to_claim", "pool": "all", "window_minutes": 5}}]}]
    });
    let router = Router::new(&Book::read(book.to_string().as_bytes()).unwrap());
    let lines: Vec<String> = ids
        .iter()
        .map(|id| {
            json!({"id": id, "channel": "c", "captured_at": "2026-03-02T09:00:00Z", "payload": {}})
                .to_string()
        })
        .collect();
    let lines = lines.join("\n");
    let (history, _) = History::read(lines.as_bytes(), |_| true);
    let mut picks = Vec::new();
    router.replay(
        &history,
        Claims::Seeded(seed),
        false,
        &mut State::default(),
        |landing| {
            let result: Value = serde_json::to_value(landing).unwrap();
            picks.push(result["agents"][0].as_str().unwrap().to_owned());
            true
        },
    );
    picks
}

/// Ids as systems give them: counted, padded, so that they come in the order they are listed.
fn ids(count: usize) -> Vec<String> {
    (0..count).map(|lead| format!("lead-{lead:05}")).collect()
}

#[test]
fn every_member_claims_about_its_share() {
    for seed in [0, 1, 42, u64::MAX] {
        let picks = claimed(seed, &ids(5_000));
        for agent in 0..MEMBERS {
            let share = picks
                .iter()
                .filter(|pick| **pick == format!("a{agent}"))
                .count();
            // 1,000 expected; four standard deviations are 113.
            assert!(
                (887..=1_113).contains(&share),
                "seed {seed}: a{agent} has {share} of 5,000"
            );
        }
    }
}

#[test]
fn a_claim_says_nothing_of_the_next() {
    let picks = claimed(7, &ids(5_000));
    let repeats = picks.windows(2).filter(|pair| pair[0] == pair[1]).count();
    // One in five by chance: 1,000; four standard deviations are 113.
    assert!(
        (887..=1_113).contains(&repeats),
        "{repeats} of 4,999 claims repeat the last"
    );
}

#[test]
fn the_same_seed_gives_the_same_claims() {
    assert_eq!(claimed(7, &ids(200)), claimed(7, &ids(200)));
}

#[test]
fn another_seed_gives_others() {
    let (one, other) = (claimed(7, &ids(1_000)), claimed(8, &ids(1_000)));
    let same = one
        .iter()
        .zip(&other)
        .filter(|(one, other)| one == other)
        .count();
    // One in five by chance: 200; four standard deviations are 51.
    assert!((149..=251).contains(&same), "{same} of 1,000 are the same");
}

#[test]
fn what_else_is_in_the_history_does_not_matter() {
    let all = ids(200);
    let half: Vec<String> = all.iter().step_by(2).cloned().collect();
    let of_all: Vec<String> = claimed(7, &all).into_iter().step_by(2).collect();
    assert_eq!(of_all, claimed(7, &half));
}
