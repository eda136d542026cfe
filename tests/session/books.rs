//! Books in and out of the draft.

use std::fs;

use mirror::sample::{self, Size};
use switchyard_app::wire::*;

use super::{Home, LISTINGS, move_rule, told};

#[test]
fn an_imported_book_replaces_the_draft_and_one_undo_brings_it_back() {
    let home = Home::new();
    let session = home.open();
    let book = home.file("big.json", sample::generated(Size::default()).write());
    let opened = session.import_book(&book).unwrap();
    assert!(!opened.is_sample);
    assert_eq!((opened.counts.offices, opened.counts.agents), (10, 200));
    let found = session.samples().unwrap();
    let channels: Vec<String> = found.into_iter().map(|sample| sample.channel).collect();
    assert!(
        channels
            .iter()
            .all(|channel| session.channel(channel).is_ok()),
        "shipped leads fit any book"
    );

    assert!(session.undo().unwrap().tree_changed);
    assert_eq!(session.opened().unwrap().counts.agents, 10);
    assert_eq!(
        told(&session, "agent-profile")[0],
        "Goes to Agent Miller (Uptown Office): the website named them by e-mail."
    );
}

#[test]
fn an_exported_book_is_the_one_on_show() {
    let home = Home::new();
    let session = home.open();
    session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    let file = home.0.path().join("out.json");
    session.export_book(&file).unwrap();
    let mut expected = sample::adler();
    let listings = expected
        .channels
        .iter_mut()
        .find(|channel| channel.id == LISTINGS)
        .unwrap();
    listings.rules.swap(3, 4);
    listings.rules.swap(2, 3);
    assert_eq!(fs::read_to_string(&file).unwrap(), expected.write());
    assert_eq!(
        fs::read_dir(home.0.path()).unwrap().count(),
        2,
        "nothing is left beside it"
    );

    let nowhere = home.0.path().join("no/such/folder/out.json");
    assert_eq!(
        session.export_book(&nowhere).unwrap_err().code,
        Code::FileUnwritable
    );
}

#[test]
fn a_bad_book_is_refused_whole_with_all_its_problems() {
    let home = Home::new();
    let session = home.open();
    let before = session.opened().unwrap().edits.revision;
    let good = sample::adler().write();
    let two_wrong =
        good.replacen("\"smith\"", "\"nobody\"", 1)
            .replacen("lead_source", "lead_sauce", 1);
    let error = session
        .import_book(&home.file("bad.json", two_wrong))
        .unwrap_err();
    assert_eq!(error.code, Code::BadBook);
    assert!(error.problems.len() >= 2, "{error:#?}");
    assert!(error.place.unwrap().ends_with("bad.json"));

    for (name, content) in [
        ("cut.json", good.as_bytes()[..good.len() / 2].to_vec()),
        ("latin.json", vec![b'{', 0xff]),
        ("empty.json", Vec::new()),
    ] {
        let error = session.import_book(&home.file(name, content)).unwrap_err();
        assert_eq!(error.code, Code::BadBook, "{name}");
        assert!(!error.problems.is_empty(), "{name}");
    }
    let missing = session
        .import_book(&home.0.path().join("missing.json"))
        .unwrap_err();
    assert_eq!(missing.code, Code::FileUnreadable);
    let now = session.opened().unwrap();
    assert_eq!(
        (now.edits.revision, now.is_sample),
        (before, true),
        "nothing was imported"
    );
}

#[test]
fn no_error_repeats_a_channel_id_in_full() {
    let home = Home::new();
    let session = home.open();
    let book = sample::adler();
    let good = book.write();
    let twice = good.replacen(&book.channels[0].id, LISTINGS, 1);
    let far = SimulateRequest {
        channel: LISTINGS.replace("5f0c", "5f0d"),
        captured_at: "2026-11-24T09:12:00Z".to_owned(),
        payload: "{}".to_owned(),
    };
    let errors = [
        session
            .import_book(&home.file("twice.json", twice))
            .unwrap_err(),
        session
            .import_book(&home.file("zone.json", good.replacen("America/Chicago", "Chicago", 3)))
            .unwrap_err(),
        session
            .import_book(&home.file(
                "account.json",
                good.replacen("\"account\": \"adler\"", "\"account\": \"adlar\"", 2),
            ))
            .unwrap_err(),
        session.simulate(&far).unwrap_err(),
        session.channel(&far.channel).unwrap_err(),
        session
            .edit(Edit::SaveSample {
                sample: None,
                name: "x".to_owned(),
                lead: SimulateRequest {
                    payload: "{".to_owned(),
                    ..far.clone()
                },
            })
            .unwrap_err(),
    ];
    let ids = book
        .channels
        .iter()
        .map(|channel| &*channel.id)
        .chain([&*far.channel]);
    for id in ids {
        for error in &errors {
            let said = format!("{error:?}");
            assert!(!said.contains(id), "{said}");
        }
    }
}
