//! `yard sample`, `yard schema` and `yard completions`.

use routing::Book;
use routing::book::AccountKind;

use crate::yard::{yard, yard_reading};

fn sample(args: &[&str]) -> Vec<u8> {
    yard(&[&["sample"], args].concat()).fine()
}

#[test]
fn ten_offices_and_two_hundred_agents_are_211_accounts() {
    let book = Book::read(&sample(&["--offices", "10", "--agents", "200"])).unwrap();
    let count = |kind| {
        book.accounts
            .iter()
            .filter(|account| account.kind == kind)
            .count()
    };
    assert_eq!(count(AccountKind::Brokerage), 1);
    assert_eq!(count(AccountKind::Office), 10);
    assert_eq!(count(AccountKind::Agent), 200);
    assert_eq!(book.accounts.len(), 211);
}

#[test]
fn without_a_size_it_is_the_brokerage_of_the_guide() {
    let book = Book::read(&sample(&[])).unwrap();
    assert_eq!(book.accounts[0].name, "Adler & Associates");
}

#[test]
fn a_size_and_a_seed_are_always_the_same_book() {
    let size = ["--offices", "3", "--agents", "20", "--seed"];
    let book = |seed| sample(&[&size[..], &[seed]].concat());
    assert_eq!(book("5"), book("5"));
    assert_ne!(book("5"), book("6"));
}

#[test]
fn more_agents_than_a_hundred_thousand_are_refused() {
    let said = yard(&["sample", "--agents", "100001"]).refusal();
    assert!(said.contains("100001"), "{said}");
}

#[test]
fn sample_leads_fit_their_book() {
    for size in [&[][..], &["--offices", "2", "--agents", "9"]] {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book.json");
        std::fs::write(&book, sample(size)).unwrap();
        let leads = sample(&[size, &["--leads"]].concat());
        let results = yard_reading(
            &["replay", "--book", book.to_str().unwrap(), "--leads", "-"],
            &leads,
        )
        .fine();
        assert_eq!(results.iter().filter(|byte| **byte == b'\n').count(), 4);
    }
}

#[test]
fn the_schema_is_json() {
    let schema: serde_json::Value = serde_json::from_slice(&yard(&["schema"]).fine()).unwrap();
    assert!(schema.get("$schema").is_some());
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = yard(&["completions", shell]).fine();
        assert!(
            String::from_utf8(script).unwrap().contains("simulate"),
            "{shell}"
        );
    }
    yard(&["completions", "cmd"]).refusal();
}
