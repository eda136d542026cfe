//! Every way a mirror can refuse to open, each said in its own words.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use mirror::{Edit, Mirror, MirrorError, Reader, sample};
use rusqlite::Connection;

use crate::{adler, child, folder};

fn said(error: &MirrorError, path: &Path) -> String {
    error
        .to_string()
        .replace(&path.display().to_string(), "FILE")
}

fn refused(path: &Path) -> String {
    let for_writing = said(&Mirror::open(path).unwrap_err(), path);
    assert_eq!(
        said(&Mirror::open_or_create(path).unwrap_err(), path),
        for_writing
    );
    assert_eq!(said(&Reader::open(path).unwrap_err(), path), for_writing);
    for_writing
}

#[test]
fn a_missing_mirror_is_only_made_when_asked() {
    let (folder, path) = folder();
    assert_eq!(
        said(&Mirror::open(&path).unwrap_err(), &path),
        "there is no mirror at FILE"
    );
    assert_eq!(
        said(&Reader::open(&path).unwrap_err(), &path),
        "there is no mirror at FILE"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    Mirror::open_or_create(&path).unwrap().close().unwrap();
    Mirror::open(&path).unwrap();
}

#[test]
fn a_missing_folder_is_named() {
    let (folder, _) = folder();
    let path = folder.path().join("nowhere").join("draft.mirror");
    let error = Mirror::open_or_create(&path).unwrap_err();
    assert_eq!(
        said(&error, &path),
        "the mirror FILE cannot be opened: its folder does not exist"
    );
    let error = Mirror::open_or_create(folder.path()).unwrap_err();
    assert_eq!(
        said(&error, folder.path()),
        "the mirror FILE cannot be opened: it is a folder"
    );
}

#[test]
fn a_file_that_is_not_sqlite_is_left_alone() {
    let (_folder, path) = folder();
    for content in [
        &b"{\"format\": \"switchyard.book\"}"[..],
        &[0xff; 70_000],
        b"no",
    ] {
        fs::write(&path, content).unwrap();
        assert_eq!(
            refused(&path),
            "FILE is not a mirror: it is not an SQLite file"
        );
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let (_folder, path) = folder();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE music (title TEXT)")
        .unwrap();
    let content = fs::read(&path).unwrap();
    assert_eq!(
        refused(&path),
        "FILE is not a mirror: it is an SQLite file of another program"
    );
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 7)
        .unwrap();
    let content = fs::read(&path).unwrap();
    assert_eq!(
        refused(&path),
        "FILE was written by a newer Switchyard (layout 7; this one reads up to 5): update Switchyard to open it"
    );
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn damage_is_found_by_the_check() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    mirror::check(&path).unwrap();
    let whole = fs::read(&path).unwrap();

    let mut scribbled = whole.clone();
    for page in scribbled.chunks_mut(4096).skip(2) {
        page[..600].fill(0xa5);
    }
    fs::write(&path, &scribbled).unwrap();
    assert!(matches!(
        mirror::check(&path),
        Err(MirrorError::Damaged { .. })
    ));
    assert!(matches!(
        Mirror::open(&path).and_then(|mirror| mirror.export()),
        Err(MirrorError::Damaged { .. })
    ));

    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let error = mirror::check(&path).unwrap_err();
    assert!(
        said(&error, &path).starts_with("the mirror FILE is damaged: "),
        "{error}"
    );
}

#[test]
fn a_row_without_its_partner_is_damage() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "foreign_keys", false).unwrap();
    other
        .execute("DELETE FROM accounts WHERE id = 'smith'", [])
        .unwrap();
    let error = mirror::check(&path).unwrap_err();
    assert_eq!(
        said(&error, &path),
        "the mirror FILE is damaged: a row names another that is not there"
    );
}

#[test]
fn accounts_in_a_circle_are_damage() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    Connection::open(&path)
        .unwrap()
        .execute(
            "UPDATE accounts SET parent = 'smith' WHERE id = 'downtown'",
            [],
        )
        .unwrap();
    let error = mirror.tree(Default::default()).unwrap_err();
    assert_eq!(
        said(&error, &path),
        "the mirror FILE is damaged: accounts form a circle"
    );
    assert_eq!(
        mirror.path_to("smith").unwrap().len(),
        2,
        "and no walk up runs for ever"
    );
}

#[test]
fn two_programs_cannot_write_one_mirror() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    let mut other = child::process(&std::env::current_exe().unwrap(), "hold", &path)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("outcome: holding")));

    let asked = Instant::now();
    let error = Mirror::open(&path).unwrap_err();
    assert!(matches!(error, MirrorError::Locked { .. }));
    assert_eq!(
        said(&error, &path),
        "the mirror FILE is in use by another program"
    );
    assert!(asked.elapsed() < Duration::from_secs(2));
    assert_eq!(
        Reader::open(&path).unwrap().export().unwrap(),
        sample::adler(),
        "reading goes on"
    );

    other.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert!(other.wait().unwrap().success());
    Mirror::open(&path).unwrap();
}

#[test]
fn a_killed_program_leaves_no_lock() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    let mut other = child::process(&std::env::current_exe().unwrap(), "hold", &path)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("outcome: holding")));
    other.kill().unwrap();
    other.wait().unwrap();
    Mirror::open(&path).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_to_a_mirror_is_the_same_mirror() {
    let (folder, mirror) = adler();
    let link = folder.path().join("link.mirror");
    std::os::unix::fs::symlink(mirror.path(), &link).unwrap();
    assert!(matches!(
        Mirror::open(&link),
        Err(MirrorError::Locked { .. })
    ));
    drop(mirror);
    Mirror::open(&link).unwrap();
}

#[test]
fn an_edit_waits_only_so_long_for_a_foreign_lock() {
    let (_folder, mut mirror) = adler();
    let other = Connection::open(mirror.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let edit = Edit::DeleteRule {
        rule: "r-luxury".to_owned(),
    };
    let asked = Instant::now();
    assert!(matches!(
        mirror.apply(&edit),
        Err(MirrorError::Locked { .. })
    ));
    assert!(asked.elapsed() < Duration::from_secs(4));
    other.execute_batch("ROLLBACK").unwrap();
    mirror.apply(&edit).unwrap().unwrap();
}

#[test]
fn a_mirror_locked_by_a_foreign_program_says_so() {
    let (_folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .unwrap();
    assert_eq!(
        refused(&path),
        "the mirror FILE is in use by another program"
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_or_folder_is_said_to_be_so() {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    let (folder, mirror) = adler();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();
    // Nothing is read-only for root, so another user asks.
    let nobody = 65_534;
    let is_root = chown(&path, Some(nobody), None).is_ok();
    let program = tempfile::tempdir().unwrap();
    let binary = program.path().join("mirror-test");
    fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    let allow =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(program.path(), 0o755);
    let outcome = |path: &Path| {
        let mut process = child::process(&binary, "open", path);
        if is_root {
            process.uid(nobody);
        }
        let said = String::from_utf8(process.output().unwrap().stdout).unwrap();
        let outcome = said
            .split("outcome: ")
            .nth(1)
            .unwrap()
            .lines()
            .next()
            .unwrap();
        outcome.replace(&path.display().to_string(), "FILE")
    };
    let read_only = "the mirror FILE cannot be written: the file or its folder is read-only";

    let _ = fs::remove_file(path.with_extension("mirror.lock"));
    allow(folder.path(), 0o777);
    assert_eq!(outcome(&path), "opened");
    allow(&path, 0o444);
    assert_eq!(outcome(&path), read_only);
    allow(&path, 0o644);
    allow(folder.path(), 0o555);
    let _ = fs::remove_file(path.with_extension("mirror.lock"));
    assert_eq!(outcome(&path), read_only);
    assert_eq!(outcome(&folder.path().join("new.mirror")), read_only);
    allow(folder.path(), 0o755);
}

#[test]
fn a_failure_of_sqlite_and_damage_say_their_cause_once() {
    let (_folder, mirror) = adler();
    let other = Connection::open(mirror.path()).unwrap();
    let in_full = |error: MirrorError| {
        let mut said = said(&error, mirror.path());
        let mut source = std::error::Error::source(&error);
        while let Some(deeper) = source {
            said.push_str(&format!(": {deeper}"));
            source = deeper.source();
        }
        said
    };
    other
        .execute_batch("UPDATE rules SET action = '{}' WHERE id = 'r-luxury'")
        .unwrap();
    assert_eq!(
        in_full(mirror.export().unwrap_err()),
        "the mirror FILE is damaged: type: the required key \"type\" is missing [missing_key]"
    );
    other
        .execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE rules")
        .unwrap();
    assert_eq!(
        in_full(mirror.export().unwrap_err()),
        "the mirror FILE cannot be read or written: no such table: rules"
    );
}

#[test]
fn nobody_leaves_while_a_part_that_may_name_them_cannot_be_read() {
    for (table, column) in [
        ("rules", "action"),
        ("rules", "follow_up"),
        ("channels", "fallback"),
        ("channels", "follow_up"),
    ] {
        let (_folder, mut mirror) = adler();
        Connection::open(mirror.path())
            .unwrap()
            .execute(
                &format!("UPDATE {table} SET {column} = '{{\"torn\":\"smith\"}}' WHERE place = (SELECT min(place) FROM {table})"),
                [],
            )
            .unwrap();
        let departure = Edit::Departure {
            agent: "smith".to_owned(),
            replacements: Vec::new(),
            set_inactive: true,
        };
        for error in [
            mirror.places_of("smith").unwrap_err(),
            mirror.apply(&departure).unwrap_err(),
        ] {
            assert!(
                matches!(error, MirrorError::Damaged { .. }),
                "{table}.{column}: {error:?}"
            );
        }
    }
}
