//! The first start, the next, and what keeps a mirror shut.

use std::fs;
use std::path::Path;

use mirror::sample::{self, Size};
use switchyard_app::desk::Desk;
use switchyard_app::launch::Start;
use switchyard_app::session::Session;
use switchyard_app::wire::*;

use super::{Home, LISTINGS, move_rule, today};

#[test]
fn the_first_start_opens_the_sample_brokerage_with_a_lead_to_trace() {
    let home = Home::new();
    let opened = home.open().opened().unwrap();
    assert_eq!(opened.title, "Adler & Associates");
    assert_eq!(opened.file, home.mirror().display().to_string());
    assert!(opened.is_sample && !opened.unclean);
    let counts = opened.counts;
    assert_eq!(
        (counts.brokerages, counts.offices, counts.agents),
        (1, 2, 10)
    );
    assert_eq!(opened.start.account, "adler");
    assert_eq!(opened.start.channel.as_deref(), Some(LISTINGS));
    assert_eq!(opened.start.sample.as_deref(), Some("listing-inquiry"));
    assert_eq!(
        (opened.edits.undo, opened.edits.redo),
        (None, None),
        "the first brokerage is no edit"
    );
}

#[test]
fn what_keeps_a_mirror_shut_has_a_code_and_a_place() {
    let home = Home::new();
    let refused = |file: &Path| {
        let error = Session::open(file, None, today).unwrap_err();
        assert_eq!(
            error.place.as_deref(),
            Some(file.display().to_string().as_str())
        );
        error.code
    };
    let _open = home.open();
    assert_eq!(refused(&home.mirror()), Code::MirrorLocked);
    assert_eq!(
        refused(&home.file("text.mirror", "not a database, just words ".repeat(80))),
        Code::NotAMirror
    );
    assert_eq!(refused(home.0.path()), Code::FileUnreadable);
    let blocked = home.file("file", "").join("brokerage.mirror");
    assert_eq!(
        Session::open(&blocked, None, today).unwrap_err().code,
        Code::FileUnwritable
    );
}

#[test]
fn a_mirror_that_was_not_closed_is_opened_and_checked() {
    let home = Home::new();
    let session = home.open();
    session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    // What a killed process leaves: the file and its write-ahead log.
    let left = home.0.path().join("left.mirror");
    for suffix in ["", "-wal"] {
        fs::copy(
            format!("{}{suffix}", home.mirror().display()),
            format!("{}{suffix}", left.display()),
        )
        .unwrap();
    }
    let after = Session::open(&left, None, today).unwrap();
    let opened = after.opened().unwrap();
    assert!(opened.unclean);
    assert_eq!(
        opened.edits.undo.as_deref(),
        Some("Moved “Zillow” above “Luxury buyers”")
    );
    after.check_once().unwrap();
}

#[test]
fn a_bad_book_on_the_command_line_is_said_once_and_then_left_out() {
    let home = Home::new();
    let desk = Desk::new(Start {
        mirror: home.mirror(),
        book: Some(home.file("bad.json", "{")),
        folder: home.0.path().join("data"),
        today,
    });
    desk.open_early();
    assert_eq!(desk.session().unwrap_err().code, Code::BadBook);
    assert!(!home.mirror().exists(), "nothing was made yet");
    assert!(desk.session().unwrap().opened().unwrap().is_sample);
}

#[test]
fn a_book_on_the_command_line_is_what_a_new_mirror_starts_with() {
    let home = Home::new();
    let book = home.file("big.json", sample::generated(Size::default()).write());
    let desk = Desk::new(Start {
        mirror: home.mirror(),
        book: Some(book),
        folder: home.0.path().join("data"),
        today,
    });
    let opened = desk.session().unwrap().opened().unwrap();
    assert_eq!((opened.counts.agents, opened.edits.undo), (200, None));
}
