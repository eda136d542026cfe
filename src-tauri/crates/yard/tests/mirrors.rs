//! `yard import` and `yard export`.

use std::fs;
use std::path::PathBuf;

use mirror::Mirror;

use crate::yard::{yard, yard_reading};

struct Place {
    _folder: tempfile::TempDir,
    mirror: PathBuf,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let mirror = folder.path().join("some.mirror");
        Place {
            _folder: folder,
            mirror,
        }
    }

    fn mirror(&self) -> &str {
        self.mirror.to_str().unwrap()
    }

    fn import(&self, book: &[u8]) -> String {
        let answer = yard_reading(&["import", "--mirror", self.mirror(), "-"], book);
        assert_eq!(answer.code, 0, "{}", answer.stderr);
        assert!(answer.stdout.is_empty());
        answer.stderr
    }

    fn export(&self) -> Vec<u8> {
        yard(&["export", "--mirror", self.mirror()]).fine()
    }
}

#[test]
fn a_book_comes_out_of_a_mirror_as_it_went_in() {
    for size in [
        &["sample"][..],
        &["sample", "--offices", "10", "--agents", "200"],
    ] {
        let place = Place::new();
        let book = yard(size).fine();
        place.import(&book);
        assert!(place.export() == book, "{size:?}");
    }
}

#[test]
fn a_second_import_replaces_the_draft_and_can_be_undone() {
    let place = Place::new();
    let (first, second) = (
        yard(&["sample"]).fine(),
        yard(&["sample", "--offices", "2", "--agents", "5"]).fine(),
    );
    assert_eq!(
        place
            .import(&first)
            .lines()
            .next()
            .unwrap()
            .split(':')
            .next(),
        Some("imported Adler & Associates")
    );
    place.import(&second);
    assert_eq!(place.export(), second);
    assert!(
        place.import(&second).starts_with("nothing to change"),
        "the same book twice is no edit"
    );
    let mut mirror = Mirror::open(&place.mirror).unwrap();
    mirror.undo().unwrap().unwrap();
    mirror.close().unwrap();
    assert_eq!(place.export(), first);
}

#[test]
fn a_bad_book_leaves_the_mirror_as_it_was() {
    let place = Place::new();
    let said = yard(&["import", "--mirror", place.mirror(), "bad-book.json"]).refusal();
    assert!(said.lines().count() > 3, "{said}");
    assert!(!place.mirror.exists());
    let book = yard(&["sample"]).fine();
    place.import(&book);
    yard(&["import", "--mirror", place.mirror(), "bad-book.json"]).refusal();
    assert_eq!(place.export(), book);
}

#[test]
fn what_is_no_mirror_is_refused_by_name() {
    let place = Place::new();
    let said = yard(&["export", "--mirror", place.mirror()]).refusal();
    assert!(
        said.contains("there is no mirror at") && said.contains(place.mirror()),
        "{said}"
    );
    fs::write(
        &place.mirror,
        "a letter to the editor, long enough to be a file",
    )
    .unwrap();
    for args in [
        &["export", "--mirror", place.mirror()][..],
        &["import", "--mirror", place.mirror(), "book.json"],
    ] {
        let said = yard(args).refusal();
        assert!(said.contains("not an SQLite file"), "{said}");
    }
}

#[test]
fn a_mirror_that_is_open_elsewhere_can_be_read_and_not_written() {
    let place = Place::new();
    let book = yard(&["sample"]).fine();
    place.import(&book);
    let _open = Mirror::open(&place.mirror).unwrap();
    let said = yard(&["import", "--mirror", place.mirror(), "book.json"]).refusal();
    assert!(said.contains("in use by another program"), "{said}");
    assert_eq!(place.export(), book);
}

#[test]
fn an_export_never_overwrites_its_mirror() {
    let place = Place::new();
    place.import(&yard(&["sample"]).fine());
    let said = yard(&[
        "export",
        "--mirror",
        place.mirror(),
        "--out",
        place.mirror(),
    ])
    .refusal();
    assert!(said.contains("also an input"), "{said}");
    place.export();
}

#[test]
fn every_import_is_a_version_that_can_be_printed_again() {
    let place = Place::new();
    let (first, second) = (
        yard(&["sample"]).fine(),
        yard(&["sample", "--offices", "2", "--agents", "5"]).fine(),
    );
    place.import(&first);
    place.import(&second);
    let listed = yard(&["versions", "--mirror", place.mirror(), "--json"]).fine();
    let versions: Vec<serde_json::Value> = String::from_utf8(listed)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<_> = versions
        .iter()
        .map(|version| (version["id"].as_u64(), version["kind"].as_str()))
        .collect();
    assert_eq!(told, [(Some(2), Some("import")), (Some(1), Some("import"))]);
    let plain = yard(&["versions", "--mirror", place.mirror()]).fine();
    let plain = String::from_utf8(plain).unwrap();
    assert!(
        plain
            .lines()
            .last()
            .unwrap()
            .ends_with("Began with Adler & Associates"),
        "{plain}"
    );

    let export = |version| yard(&["export", "--mirror", place.mirror(), "--version", version]);
    assert_eq!(export("1").fine(), first);
    assert_eq!(export("2").fine(), second);
    assert!(export("3").refusal().contains("there is no version 3"));
}
