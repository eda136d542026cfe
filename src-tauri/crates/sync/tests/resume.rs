//! Pulls that are killed or break off, and go on where they were.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use mirror::Reader;
use sync::{Known, Pull, Theirs, take_in_beside};

use crate::edits::base;
use crate::world::{TOKEN, World, client, routing_of};

const MIRROR: &str = "SYNC_TEST_PULLED";
const URL: &str = "SYNC_TEST_PULLED_FROM";
const STOP_AT: &str = "SYNC_TEST_PULLED_TO";

/// In the child: a pull that stands still once so many answers are there.
#[test]
fn pulling_child() {
    let Ok(mirror) = std::env::var(MIRROR) else {
        return;
    };
    let client = client(&std::env::var(URL).unwrap(), TOKEN);
    let stop_at: usize = std::env::var(STOP_AT).unwrap().parse().unwrap();
    let mut pull = Pull::new(client, root(), Default::default()).kept_beside(Path::new(&mirror));
    let mut come = 0;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ended = runtime.block_on(pull.run(&mut |_| {
        come += 1;
        if come == stop_at {
            stand_still("killed here");
        }
    }));
    ended.unwrap();
    stand_still("it ended");
}

fn stand_still(words: &str) {
    println!("{words}");
    std::io::stdout().flush().unwrap();
    loop {
        std::thread::park();
    }
}

fn root() -> Known {
    Known {
        root: Some("a".into()),
        ..Known::default()
    }
}

fn beside(world: &World) -> PathBuf {
    world.folder.path().join("some.mirror.pull")
}

async fn go_on(world: &World) -> sync::Result<Theirs> {
    let client = client(&world.server.url, TOKEN);
    let pull = Pull::new(client, root(), Default::default());
    let mut pull = pull.kept_beside(&world.path());
    let read = pull.run(&mut |_| {}).await;
    pull.forget();
    read
}

/// Kills a pull after so many answers; `false` where it came to its end before.
async fn kill_one(world: &World, stop_at: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "resume::pulling_child", "--nocapture"])
        .env(MIRROR, world.path())
        .env(URL, &world.server.url)
        .env(STOP_AT, stop_at.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let said = tokio::task::spawn_blocking(move || {
        let is_word = |line: &String| line.ends_with("killed here") || line.ends_with("it ended");
        out.lines().map(Result::unwrap).find(is_word).unwrap()
    });
    let said = said.await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    said.ends_with("killed here")
}

/// Calls of the API that read, as the sandbox counts them.
async fn reads(world: &World) -> u64 {
    let counts = world.control("GET", "requests", None).await;
    let counts: serde_json::Value = serde_json::from_str(&counts).unwrap();
    let of_api = |call: &&String| call.starts_with("GET") && call.contains("/brands/");
    let counts = counts["counts"].as_object().unwrap();
    let calls = counts.iter().filter(|(call, _)| of_api(call));
    calls.map(|(_, count)| count.as_u64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_killed_anywhere_asks_only_for_what_is_missing() {
    let world = World::new(&base()).await;
    let whole = go_on(&world).await.unwrap();
    let in_all = reads(&world).await;
    assert!(
        !beside(&world).exists(),
        "a pull that is done keeps nothing"
    );
    let mut killed = 0;
    for stop_at in 1.. {
        let world = World::new(&base()).await;
        let is_cut = kill_one(&world, stop_at).await;
        assert!(beside(&world).exists());
        if !is_cut {
            // All was read, and nothing of it was in the mirror yet.
            world.control("DELETE", "requests", None).await;
            let theirs = go_on(&world).await.unwrap();
            assert_eq!(reads(&world).await, 0);
            assert_eq!(theirs.book, whole.book);
            break;
        }
        killed += 1;
        let asked = reads(&world).await;
        let kept = fs::read_to_string(beside(&world)).unwrap();
        assert!(!kept.contains(TOKEN), "a token beside the mirror");
        world.control("DELETE", "requests", None).await;
        let theirs = go_on(&world).await.unwrap();
        let again = reads(&world).await;
        // Answers under way at the kill are asked for once more.
        assert!(again < in_all, "{again} of {in_all} after {asked}");
        assert!(asked + again <= in_all + 6);
        let users = world.control("GET", "requests", None).await;
        assert!(!users.contains("/users\""), "people are read once: {users}");
        assert_eq!(theirs.book, whole.book);
        assert_eq!(routing_of(&theirs.book), routing_of(&world.server().await));
        assert!(!beside(&world).exists());
    }
    assert!(killed >= 4, "{killed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_is_left_where_it_is_old_or_of_another_server() {
    type Spoil = fn(&World);
    let spoilt: [(&str, Spoil); 4] = [
        ("old", |world| {
            let file = File::options().write(true).open(beside(world)).unwrap();
            let then = SystemTime::now() - Duration::from_secs(11 * 60);
            file.set_modified(then).unwrap();
        }),
        ("of another server", |world| {
            let text = fs::read_to_string(beside(world)).unwrap();
            let elsewhere = text.replace(&world.server.url, "https://api.elsewhere.example");
            assert_ne!(elsewhere, text);
            fs::write(beside(world), elsewhere).unwrap();
        }),
        ("of another brokerage", |world| {
            let text = fs::read_to_string(beside(world)).unwrap();
            let other = text.replace(r#""root":"a""#, r#""root":"z""#);
            assert_ne!(other, text);
            fs::write(beside(world), other).unwrap();
        }),
        ("no pull", |world| {
            fs::write(beside(world), [0xff, 0, b'\n', b'{']).unwrap();
        }),
    ];
    let world = World::new(&base()).await;
    go_on(&world).await.unwrap();
    let in_all = reads(&world).await;
    for (what, spoil) in spoilt {
        let world = World::new(&base()).await;
        assert!(kill_one(&world, 3).await);
        spoil(&world);
        world.control("DELETE", "requests", None).await;
        let theirs = go_on(&world).await.unwrap();
        assert_eq!(reads(&world).await, in_all, "{what}");
        assert_eq!(routing_of(&theirs.book), routing_of(&base()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_cut_off_is_asked_for_again() {
    let world = World::new(&base()).await;
    assert!(kill_one(&world, 4).await);
    let kept = fs::read(beside(&world)).unwrap();
    for end in (0..kept.len()).step_by(101) {
        fs::write(beside(&world), &kept[..end]).unwrap();
        let theirs = go_on(&world).await.unwrap();
        assert_eq!(
            routing_of(&theirs.book),
            routing_of(&base()),
            "cut at {end}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_pull_brings_is_found_out_anew_where_the_draft_moved_on_meanwhile() {
    let mut world = World::new(&base()).await;
    world.pull().await.unwrap();
    let mut others = base();
    others.channels[0].name = Some("Theirs".into());
    world.others(&others).await;
    let theirs = world.fetch().await.unwrap();
    let reader = Reader::open(&world.path()).unwrap();
    let mut edited = world.mirror.export().unwrap();
    edited.channels[1].name = Some("Mine".into());
    let mirror = Mutex::new(world.mirror);
    let held = Cell::new(0);
    let hold = || {
        let mut mirror = mirror.lock().unwrap();
        // Somebody was faster, once.
        if held.replace(held.get() + 1) == 0 {
            mirror.replace(&edited, "Edited").unwrap();
        }
        mirror
    };
    let (taken, mirror) = take_in_beside(&reader, hold, &theirs, &Default::default()).unwrap();
    assert_eq!(held.get(), 2);
    assert_eq!((taken.changes.len(), taken.conflicts.len()), (1, 0));
    let draft = mirror.export().unwrap();
    let names = [0, 1].map(|at| draft.channels[at].name.as_deref());
    assert_eq!(names, [Some("Theirs"), Some("Mine")]);
    let versions = mirror.versions().unwrap();
    let newest = mirror.version(versions[0].id).unwrap().unwrap();
    assert_eq!(newest, draft, "the version is of what was written");
}

#[tokio::test]
async fn a_pull_beside_another_keeps_nothing_and_takes_nothing() {
    let world = World::new(&base()).await;
    let file = File::create(beside(&world)).unwrap();
    file.try_lock().unwrap();
    let theirs = go_on(&world).await.unwrap();
    assert_eq!(routing_of(&theirs.book), routing_of(&base()));
    assert_eq!(fs::read(beside(&world)).unwrap(), b"");
}
