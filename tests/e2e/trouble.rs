//! What a person reads when something cannot be opened, and that nothing changed.

use std::fs;

use mirror::sample;
use window::{Result, Window};

use super::desk::Desk;

const BROKEN: &str = r#"{ "format": "switchyard.book", "version": 1,
    "accounts": [ { "id": "root", "kind": "brokerage", "name": "Root", "parent": null, "color": "red" } ],
    "users": [],
    "channels": [ { "id": "c", "account": "nowhere", "name": "Leads", "rules": [
        { "id": "r", "when": { "field": "listing.price", "op": "is_like", "value": 3 },
          "then": { "type": "round_robin", "pool": "all" } } ] } ] }"#;

fn refuses_the_broken_book(w: &Window) -> Result<()> {
    w.role("list", "Problems").each("listitem").read(&[
        "accounts[0].color Unknown key \"color\". \
         One of: id, kind, name, parent, status, away, daily_cap. unknown_key",
        "channels[0].rules[0].when.op Unknown operator \"is_like\". \
         Did you mean \"is_set\"? operators of listing.price: ge, le, between, gt, lt, eq, ne, \
         is_set, is_not_set. unknown_operator",
        "channels[0].account There is no account \"nowhere\". unknown_account",
    ])
}

fn open_a_book(w: &Window, file: &str) -> Result<()> {
    w.outcome().appears()?;
    w.command("Open a book…")?;
    w.role("textbox", "Book file").fill(file)?;
    w.role("dialog", "Open a book")
        .inner("button", "Open")
        .click()
}

#[test]
fn a_broken_book_at_the_start_is_refused_with_every_place() {
    let desk = Desk::new("broken-start");
    let file = desk.file("broken.json", BROKEN);
    desk.opening(&file).window(|w| {
        let file = file.display();
        w.css("[role=alert]").reads(&format!(
            "The book has 3 problems, and nothing was imported. \
             Mend the book, or try again to go on without it. {file}"
        ))?;
        refuses_the_broken_book(w)?;
        w.role("button", "Try again").click()?;
        w.account_math()
            .reads("1 brokerage · 2 offices · 10 agents: 13 accounts")
    });
}

#[test]
fn a_broken_book_changes_nothing_and_a_good_one_can_be_undone() {
    let desk = Desk::new("import");
    let broken = desk.file("broken.json", BROKEN);
    let large = sample::generated(sample::Size {
        offices: 10,
        agents: 200,
        seed: 7,
    });
    let large = desk.file("large.json", large.write());
    desk.window(|w| {
        open_a_book(w, broken.to_str().unwrap())?;
        refuses_the_broken_book(w)?;
        w.role("button", "Cancel").click()?;
        let thirteen = "1 brokerage · 2 offices · 10 agents: 13 accounts";
        w.account_math().reads(thirteen)?;

        open_a_book(w, large.to_str().unwrap())?;
        w.account_math()
            .reads("1 brokerage · 10 offices · 200 agents: 211 accounts")?;
        w.press(&["Control+z"])?;
        w.account_math().reads(thirteen)
    });
}

#[test]
fn a_file_that_is_no_mirror_is_named_and_left_alone() {
    let desk = Desk::new("no-mirror");
    let note = "Milk, eggs, and a note to self: not a database.\n".repeat(40);
    fs::write(desk.mirror(), &note).unwrap();
    desk.window(|w| {
        let file = desk.mirror();
        let file = file.display();
        w.css("[role=alert]").reads(&format!(
            "This file is not a mirror {file} is not a mirror: it is not an SQLite file. \
             Name another file with --mirror; a book (JSON) is imported, not opened as a mirror. {file}"
        ))?;
        w.role("button", "Begin a new mirror").click()?;
        w.outcome().appears()?;
        w.account_math()
            .reads("1 brokerage · 2 offices · 10 agents: 13 accounts")
    });
    assert_eq!(fs::read_to_string(desk.mirror()).unwrap(), note);
    assert!(desk.place("brokerage-2.mirror").exists());
}

#[test]
fn a_mirror_that_is_open_elsewhere_says_so_and_opens_once_it_is_free() {
    let desk = Desk::new("locked");
    let file = desk.mirror();
    let file = file.display();
    let first = desk.open();
    first.outcome().appears().unwrap();
    desk.window(|second| {
        second.css("[role=alert]").reads(&format!(
            "The mirror is open elsewhere The mirror {file} is in use by another program. \
             Close the other window, or give this one a mirror of its own. {file}"
        ))?;
        first.close()?;
        second.role("button", "Try again").click()?;
        second.outcome().appears()
    });
}
