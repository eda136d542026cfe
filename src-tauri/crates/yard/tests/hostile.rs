//! Input that is not what it should be: refused with all that is wrong, quickly, and nothing done.

use std::fs;
use std::time::{Duration, Instant};

use crate::yard::{yard, yard_fed, yard_reading};

const MIB: usize = 1 << 20;
const GARBAGE: usize = 50 * MIB;

/// Bytes without a pattern, always the same.
fn garbage() -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..GARBAGE / 8)
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .collect()
}

#[test]
fn fifty_megabytes_of_garbage_are_refused_in_a_blink() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("garbage");
    fs::write(&file, garbage()).unwrap();
    let file = file.to_str().unwrap();
    for args in [
        &["simulate", "--book", file, "luxury.json"][..],
        &["simulate", "--book", "book.json", file],
        &[
            "simulate",
            "--book",
            "book.json",
            "--state",
            file,
            "luxury.json",
        ],
        &["replay", "--book", "book.json", "--leads", file],
        &["import", "--mirror", "never-made.mirror", file],
    ] {
        let began = Instant::now();
        let said = yard(args).refusal();
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{args:?} took {:?}",
            began.elapsed()
        );
        assert!(
            said.contains("UTF-8"),
            "{args:?}: {}",
            said.lines().next().unwrap()
        );
        assert!(said.len() < 2 * MIB, "{args:?} said {} bytes", said.len());
    }
    assert!(!crate::yard::cases().join("never-made.mirror").exists());
}

#[test]
fn no_more_is_read_of_a_book_than_a_book_can_have() {
    let said = yard_reading(
        &["simulate", "--book", "-", "luxury.json"],
        &vec![b' '; 80 * MIB],
    )
    .refusal();
    assert_eq!(
        said,
        "stdin: larger than 64 MiB, the most that is read [too_large]\n"
    );
    #[cfg(unix)]
    yard(&["simulate", "--book", "/dev/zero", "luxury.json"]).refusal();
}

#[test]
fn what_is_not_utf8_is_placed() {
    let book = b"{\"format\": \"switchyard.book\",\n \"version\": \xff}";
    let said = yard_reading(&["simulate", "--book", "-", "luxury.json"], book).refusal();
    assert!(said.contains("line 2"), "{said}");
    let said = yard_reading(
        &["simulate", "--book", "book.json", "-"],
        b"{\"note\": \"\xff\"}",
    )
    .refusal();
    assert!(said.contains("byte 10"), "{said}");
    let said = yard_reading(
        &["replay", "--book", "book.json", "--leads", "-"],
        b"\n{\"id\": \xff}\n",
    )
    .refusal();
    assert!(said.starts_with("stdin: line 2: not UTF-8"), "{said}");
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let marked = |file: &str| {
        [
            b"\xef\xbb\xbf".to_vec(),
            fs::read(crate::yard::cases().join(file)).unwrap(),
        ]
        .concat()
    };
    yard_reading(
        &["simulate", "--book", "-", "luxury.json"],
        &marked("book.json"),
    )
    .fine();
    yard_reading(
        &["simulate", "--book", "book.json", "-"],
        &marked("luxury.json"),
    )
    .fine();
    yard_reading(
        &["replay", "--book", "book.json", "--leads", "-"],
        &marked("leads.ndjson"),
    )
    .fine();
    yard_reading(
        &[
            "simulate",
            "--book",
            "book.json",
            "--state",
            "-",
            "luxury.json",
        ],
        &marked("state.json"),
    )
    .fine();
}

#[test]
fn deep_nesting_ends_in_a_sentence() {
    let deep = "[".repeat(1_000_000);
    for args in [
        &["simulate", "--book", "-", "luxury.json"][..],
        &["simulate", "--book", "book.json", "-"],
    ] {
        assert!(
            yard_reading(args, deep.as_bytes())
                .refusal()
                .contains("nested more than 256 levels")
        );
    }
}

#[test]
fn a_folder_is_not_a_file() {
    let said = yard(&["simulate", "--book", ".", "luxury.json"]).refusal();
    assert_eq!(said, ".: this is a folder [unreadable_file]\n");
}

#[test]
fn a_lead_cannot_move_the_cursor() {
    let lead = br#"{"lead_source": "\u001b[2JZillow"}"#;
    let args = [
        "simulate",
        "--book",
        "book.json",
        "--channel",
        "Listings",
        "-",
    ];
    // A terminal's escapes are kept, so the lead's must have gone before.
    let mut command = crate::yard::command(&args);
    let answer = yard_fed(command.env("CLICOLOR_FORCE", "1"), lead);
    let text = answer.text();
    assert!(text.contains(r"\u{1b}[2JZillow"), "{text}");
    assert!(!text.contains("\u{1b}[2J"), "{text}");
}

#[test]
fn a_book_of_a_later_version_is_named_as_such() {
    let book = br#"{"format": "switchyard.book", "version": 2, "accounts": [], "users": [], "channels": [], "novelties": {}}"#;
    let said = yard_reading(&["simulate", "--book", "-", "luxury.json"], book).refusal();
    assert!(said.contains("newer Switchyard"), "{said}");
}
