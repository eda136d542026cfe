//! Versions: kept for ever, told as differences, restored byte for byte.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mirror::rechat::Remote;
use mirror::{Edit, Mirror, MirrorError, VersionKind, sample};
use routing::Book;
use routing::book::{MAX_BOOK_BYTES, Rule};
use rusqlite::Connection;

use crate::{adler, folder};

fn rename(mirror: &mut Mirror, name: &str) {
    let book = mirror.export().unwrap();
    let mut rules = book.channels.into_iter().flat_map(|channel| channel.rules);
    let rule = Rule {
        name: Some(name.to_owned()),
        ..rules.find(|rule| rule.id == "r-luxury").unwrap()
    };
    mirror.apply(&Edit::ReplaceRule { rule }).unwrap().unwrap();
}

fn bytes(mirror: &Mirror, id: u32) -> String {
    String::from_utf8(mirror.version_text(id).unwrap().unwrap()).unwrap()
}

#[test]
fn the_first_book_an_import_and_a_save_are_versions_and_an_edit_is_none() {
    let (_folder, mut mirror) = adler();
    let trinity = sample::generated(sample::Size::default());
    mirror.sign("Maria");
    rename(&mut mirror, "Over a million");
    mirror
        .save_version(VersionKind::Save, "Before the move")
        .unwrap();
    mirror.import(&trinity).unwrap().unwrap();
    assert_eq!(
        mirror.import(&trinity).unwrap(),
        None,
        "no edit, no version"
    );
    mirror.undo().unwrap().unwrap();

    let versions = mirror.versions().unwrap();
    let told: Vec<_> = versions
        .iter()
        .map(|version| {
            (
                version.id,
                version.kind,
                version.author.as_deref(),
                &*version.note,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                3,
                VersionKind::Import,
                Some("Maria"),
                "Imported Trinity River Homes"
            ),
            (2, VersionKind::Save, Some("Maria"), "Before the move"),
            (
                1,
                VersionKind::Import,
                None,
                "Began with Adler & Associates"
            ),
        ],
        "undo leaves versions alone"
    );
    assert!(versions.iter().all(|version| version.at.ends_with('Z')));
    assert_eq!(bytes(&mirror, 1), sample::adler().write());
    assert_eq!(bytes(&mirror, 2), mirror.export().unwrap().write());
    assert_eq!(mirror.version(3).unwrap().unwrap(), trinity);
    assert_eq!(mirror.version(4).unwrap(), None);
}

#[test]
fn a_version_replaces_the_draft_and_one_undo_brings_the_draft_back() {
    let (_folder, mut mirror) = adler();
    rename(&mut mirror, "Over a million");
    let draft = mirror.export().unwrap();
    let restored = mirror.restore(1).unwrap().unwrap();
    assert_eq!(
        restored.label,
        "Restored version 1, “Began with Adler & Associates”"
    );
    assert_eq!(mirror.export().unwrap().write(), sample::adler().write());
    assert_eq!(mirror.restore(1).unwrap(), None, "it is that already");
    assert_eq!(
        mirror.versions().unwrap().len(),
        1,
        "a restored draft is no new version"
    );
    mirror.undo().unwrap().unwrap();
    assert_eq!(mirror.export().unwrap(), draft);
    let error = mirror.restore(9).unwrap_err();
    assert!(matches!(error, MirrorError::Refused { .. }), "{error:?}");
}

#[test]
fn hundreds_of_versions_come_back_byte_for_byte_and_cost_little() {
    let (_folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    let size = sample::Size {
        offices: 10,
        agents: 200,
        seed: 5,
    };
    mirror.begin(&sample::generated(size), &[]).unwrap();
    let mut texts = vec![mirror.export().unwrap().write()];
    for n in 0..280 {
        // Every so often another brokerage altogether, and back.
        if n % 97 == 13 {
            mirror
                .import(&sample::generated(sample::Size { seed: n, ..size }))
                .unwrap();
            texts.push(mirror.export().unwrap().write());
            mirror.undo().unwrap();
        }
        rename(&mut mirror, &format!("Luxury {n}"));
        mirror.save_version(VersionKind::Save, "").unwrap();
        texts.push(mirror.export().unwrap().write());
    }
    for (text, id) in texts.iter().zip(1..) {
        assert!(bytes(&mirror, id) == *text, "version {id}");
    }
    let versions = mirror.versions().unwrap();
    let small = versions.iter().filter(|version| version.packed < 1_000);
    assert!(small.count() > 250, "most are differences");
    let stored: u64 = versions
        .iter()
        .map(|version| u64::from(version.packed))
        .sum();
    let told: u64 = versions
        .iter()
        .map(|version| u64::from(version.bytes))
        .sum();
    assert!(stored * 60 < told, "{stored} bytes for {told}");
}

#[test]
fn a_damaged_version_is_said_to_be_so() {
    let (_folder, mut mirror) = adler();
    rename(&mut mirror, "Over a million");
    mirror.save_version(VersionKind::Save, "x").unwrap();
    let path = mirror.path().to_owned();
    drop(mirror);
    let conn = Connection::open(&path).unwrap();
    let mut packed: Vec<u8> = conn
        .query_one("SELECT packed FROM versions WHERE id = 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    let middle = packed.len() / 2;
    packed[middle] ^= 1;
    conn.execute("UPDATE versions SET packed = ?1 WHERE id = 1", [packed])
        .unwrap();
    drop(conn);
    let mirror = Mirror::open(&path).unwrap();
    for id in [1, 2] {
        let error = mirror.version(id).unwrap_err();
        assert!(matches!(error, MirrorError::Damaged { .. }), "{error:?}");
    }
}

#[test]
fn a_pull_stopped_anywhere_leaves_the_mirror_as_it_was() {
    let first = sample::generated(sample::Size {
        offices: 4,
        agents: 400,
        seed: 1,
    });
    let mut second = first.clone();
    for user in &mut second.users {
        user.first_name = Some("Renamed".to_owned());
    }
    second.channels[0].name = Some("Renamed".to_owned());
    let (_folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    for draft in [&first, &second] {
        let before = state(&mirror);
        let mut stopped = 0;
        // It stops at the nth time that it is asked whether to.
        for nth in 1.. {
            let asked = Arc::new(AtomicU32::new(0));
            let is_stopped = move || asked.fetch_add(1, Ordering::Relaxed) + 1 >= nth;
            let ahead = mirror.look_ahead(draft).unwrap();
            match mirror.pull_in(ahead, &said(draft), "Pulled", is_stopped) {
                Err(MirrorError::Stopped) => stopped += 1,
                done => {
                    done.unwrap();
                    break;
                }
            }
            assert_eq!(state(&mirror), before, "stopped at {nth}");
        }
        assert!(stopped > 3, "{stopped}");
        assert_eq!(mirror.export().unwrap(), *draft);
    }
    assert_eq!(mirror.versions().unwrap().len(), 2);
    assert_eq!(bytes(&mirror, 2), second.write());
}

fn said(book: &Book) -> Remote {
    Remote {
        api: "https://api.example".to_owned(),
        root: book.accounts[0].id.clone(),
        pulled_at: "2026-11-23T12:00:00Z".to_owned(),
        has_rules: true,
        channels: book.channels.clone(),
        said: None,
    }
}

fn state(mirror: &Mirror) -> (Book, u32, usize, Option<Remote>) {
    (
        mirror.export().unwrap(),
        mirror.revision().unwrap(),
        mirror.versions().unwrap().len(),
        mirror.remote().unwrap(),
    )
}

#[test]
fn a_book_too_large_to_be_read_again_is_not_taken_in() {
    let (_folder, mut mirror) = adler();
    let before = mirror.export().unwrap();
    let mut large = before.clone();
    // As wide as it may be read from a compact text.
    large.accounts[1].name = "x".repeat(MAX_BOOK_BYTES - 100);
    let refused = |error: MirrorError| match error {
        MirrorError::Refused { problems } => assert_eq!(problems[0].code, "too_large"),
        other => panic!("{other}"),
    };
    refused(mirror.import(&large).unwrap_err());
    let ahead = mirror.look_ahead(&large).unwrap();
    refused(
        mirror
            .pull_in(ahead, &said(&large), "Pulled", || false)
            .unwrap_err(),
    );
    assert_eq!(mirror.export().unwrap(), before);
    assert_eq!(mirror.versions().unwrap().len(), 1);
}

#[test]
fn a_version_that_grew_too_large_to_be_imported_comes_out_all_the_same() {
    let (_folder, mirror) = adler();
    let file = mirror.path().to_owned();
    mirror.close().unwrap();
    Connection::open(&file)
        .unwrap()
        .execute(
            "UPDATE accounts SET name = printf('%.*c', ?1, 'x') WHERE parent IS NULL",
            [MAX_BOOK_BYTES as i64],
        )
        .unwrap();
    let mut mirror = Mirror::open(&file).unwrap();
    let kept = mirror.save_version(VersionKind::Save, "").unwrap();
    assert_eq!(
        mirror.version(kept.id).unwrap().unwrap(),
        mirror.export().unwrap()
    );
    mirror.restore(1).unwrap().unwrap();
    mirror.restore(kept.id).unwrap().unwrap();
}
