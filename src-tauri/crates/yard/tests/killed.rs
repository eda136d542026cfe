//! `yard pull` killed in the middle of a write.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

use serde_json::{Value, json};

use crate::rechat::{Place, Rechat, TOKEN};
use crate::yard::yard;

/// What the system kills a process with that writes beyond the size its files may have.
const SIGXFSZ: i32 = 25;
/// Of a limit, in the bytes of a block of `ulimit`.
const STEP: u64 = 80 << 10;
const BLOCK: u64 = 512;

/// A pull whose files may grow to so many bytes. The byte after that is in the middle of a write:
/// of what was read so far, of the write-ahead log, or of the mirror itself.
fn pull(mirror: &str, api: &str, most: Option<u64>) -> ExitStatus {
    let limit = most.map_or("unlimited".to_owned(), |most| (most / BLOCK).to_string());
    let limited = format!("ulimit -f {limit} && exec \"$0\" pull --mirror \"$1\" --api \"$2\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_yard"), mirror, api]);
    command
        .env("SWITCHYARD_TOKEN", TOKEN)
        .output()
        .unwrap()
        .status
}

/// The same brokerage before most of its agents had come.
fn without_most_agents(book: &Value) -> Value {
    let mut book = book.clone();
    let named = book["channels"].to_string();
    let stays =
        |id: &Value| !id.as_str().unwrap().starts_with("agent-") || named.contains(&id.to_string());
    let accounts = book["accounts"].as_array_mut().unwrap();
    accounts.retain(|account| stays(&account["id"]));
    let users = book["users"].as_array_mut().unwrap();
    users.retain(|user| user["accounts"].as_array().unwrap().iter().all(stays));
    book
}

/// A mirror pulled before most of the agents had come, at a server to which they have.
fn grown() -> Place {
    let large = yard(&["sample", "--offices", "10", "--agents", "1000"]).fine();
    let small = without_most_agents(&serde_json::from_slice(&large).unwrap());
    let mut place = Place::of(small.to_string().as_bytes(), &[]);
    assert_eq!(place.run("pull", &[]).code, 0);
    let later = place.path("later.json");
    fs::write(&later, &large).unwrap();
    place.rechat = Rechat::serve(later.as_ref(), &[]);
    place
}

#[test]
fn a_pull_killed_in_the_middle_of_a_write_is_there_whole_or_not_at_all() {
    let place = grown();
    place.edit(|book| book["channels"][0]["name"] = json!("Mine"));

    let mirror = place.path("some.mirror");
    let beside = |suffix: &str| format!("{mirror}{suffix}");
    let holds = |suffix: &str| fs::metadata(beside(suffix)).is_ok_and(|file| file.len() > 0);
    let export = || yard(&["export", "--mirror", &mirror]).fine();
    let (before, kept) = (export(), fs::read(&mirror).unwrap());
    let fresh = || {
        for suffix in ["-wal", "-shm", ".pull"] {
            let _ = fs::remove_file(beside(suffix));
        }
        fs::write(&mirror, &kept).unwrap();
    };
    fresh();
    assert!(pull(&mirror, &place.rechat.url, None).success());
    let whole = export();
    assert_ne!(before, whole);

    let mut kills = BTreeMap::new();
    for most in (1..).map(|step| step * STEP) {
        fresh();
        let ended = pull(&mirror, &place.rechat.url, Some(most));
        if ended.success() {
            break;
        }
        assert_eq!(ended.signal(), Some(SIGXFSZ), "{ended}");
        let writing = match (holds(".pull"), holds("-wal")) {
            (true, false) => "what was read",
            (true, true) => "the log",
            (false, _) => "the mirror",
        };
        *kills.entry(writing).or_insert(0) += 1;
        let is_in = writing == "the mirror";
        assert!(
            export() == if is_in { &*whole } else { &*before },
            "killed writing {writing}, at {most}"
        );
        assert!(pull(&mirror, &place.rechat.url, None).success());
        assert!(
            export() == whole,
            "gone on after a kill writing {writing}, at {most}"
        );
    }
    let met = ["what was read", "the log"].map(|part| kills.contains_key(part));
    assert_eq!(met, [true; 2], "{kills:?}");
}

#[test]
fn a_plan_is_made_of_what_rechat_says_now_whatever_a_pull_left() {
    let place = grown();
    let (mirror, other) = (place.path("some.mirror"), place.path("other.mirror"));
    place.edit(|book| book["channels"][0]["name"] = json!("Mine"));
    place.plan();
    fs::copy(&mirror, &other).unwrap();
    // Killed writing the log: all was read, and the next pull would go on with that.
    let ended = pull(&mirror, &place.rechat.url, Some(5 * STEP));
    assert_eq!(ended.signal(), Some(SIGXFSZ), "{ended}");
    let left = fs::read(format!("{mirror}.pull")).unwrap();

    let reviewed = fs::read(place.path("the.plan")).unwrap();
    place.edit(|book| {
        book["channels"][0]["name"] = json!("Listing inquiries");
        book["channels"][1]["name"] = json!("Theirs");
    });
    place.plan();
    assert_eq!(place.push(&[]).code, 0);
    fs::copy(&other, &mirror).unwrap();
    fs::write(place.path("the.plan"), reviewed).unwrap();
    fs::write(format!("{mirror}.pull"), left).unwrap();
    let refused = place.push(&[]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.stderr.contains("no longer fits"),
        "{}",
        refused.stderr
    );
    assert!(place.plan()["theirs"].to_string().contains("Theirs"));
}
