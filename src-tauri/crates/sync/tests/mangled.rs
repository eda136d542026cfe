//! Server replies and plan files that are cut, mangled or say something else than they should:
//! there is an answer or an error, never a panic, and never half a pull.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use mirror::Mirror;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use sync::plan::Plan;
use sync::push::refusal;
use sync::{Known, Pull, take_in};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::edits::base;
use crate::world::{TOKEN, World, client, routing_of};

#[derive(Clone, Debug)]
enum Mangle {
    Cut(Index),
    Flip(Index, u8),
    Drop(Index, usize),
    Repeat(Index, usize),
    /// Another value in place of one.
    Value(Index, usize),
    Bytes(Vec<u8>),
}

const VALUES: [&str; 12] = [
    "null",
    "true",
    "-1",
    "0.5",
    "1e300",
    "18446744073709551616",
    "\"\"",
    "\"a\"",
    "\"\\u0000\"",
    "[]",
    "{}",
    "[[[[{\"id\":{\"id\":[]}}]]]]",
];

fn mangles() -> impl Strategy<Value = Mangle> {
    prop_oneof![
        1 => any::<Index>().prop_map(Mangle::Cut),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mangle::Flip(at, byte)),
        2 => (any::<Index>(), 1..40usize).prop_map(|(at, long)| Mangle::Drop(at, long)),
        1 => (any::<Index>(), 1..400usize).prop_map(|(at, long)| Mangle::Repeat(at, long)),
        6 => (any::<Index>(), 0..VALUES.len()).prop_map(|(at, which)| Mangle::Value(at, which)),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(Mangle::Bytes),
    ]
}

fn mangled(text: &str, how: &Mangle) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    match how {
        _ if bytes.is_empty() => {}
        Mangle::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Mangle::Flip(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Mangle::Drop(at, long) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + long).min(text.len()));
        }
        Mangle::Repeat(at, long) => {
            let at = at.index(bytes.len());
            let again = bytes[at..(at + long).min(text.len())].to_vec();
            bytes.splice(at..at, again);
        }
        Mangle::Value(at, which) => {
            let Ok(mut value) = serde_json::from_str(text) else {
                return bytes;
            };
            let mut left = at.index(count(&value));
            let other = serde_json::from_str(VALUES[*which]).unwrap();
            replace(&mut value, &mut left, &other);
            bytes = value.to_string().into_bytes();
        }
        Mangle::Bytes(other) => bytes.clone_from(other),
    }
    bytes
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(map) => map.values_mut().collect(),
        _ => Vec::new(),
    }
}

fn count(value: &Value) -> usize {
    let mut value = value.clone();
    1 + children(&mut value)
        .into_iter()
        .map(|child| count(child))
        .sum::<usize>()
}

/// Puts `other` in place of the value with number `left`, counted in depth.
fn replace(value: &mut Value, left: &mut usize, other: &Value) -> bool {
    if *left == 0 {
        other.clone_into(value);
        return true;
    }
    *left -= 1;
    children(value)
        .into_iter()
        .any(|child| replace(child, left, other))
}

/// What the sandbox answers to each call of a pull, asked once and told again with one answer
/// mangled.
#[derive(Default)]
struct Parrot {
    sandbox: String,
    known: Mutex<BTreeMap<String, String>>,
    mangled: Mutex<Option<(String, Vec<u8>)>>,
}

async fn listen(parrot: Arc<Parrot>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let parrot = Arc::clone(&parrot);
            tokio::spawn(async move { parrot.answer(stream).await.unwrap_or_default() });
        }
    });
    url
}

impl Parrot {
    async fn answer(&self, mut visitor: TcpStream) -> std::io::Result<()> {
        let mut head = Vec::new();
        let mut piece = [0; 4096];
        while !head.ends_with(b"\r\n\r\n") {
            let read = visitor.read(&mut piece).await?;
            if read == 0 {
                return Ok(());
            }
            head.extend_from_slice(&piece[..read]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap().to_owned();
        let known = self.known.lock().unwrap().get(&path).cloned();
        let known = match known {
            Some(known) => known,
            None => self.ask(&path).await,
        };
        let body = match &*self.mangled.lock().unwrap() {
            Some((of, mangled)) if *of == path => mangled.clone(),
            _ => known.into_bytes(),
        };
        let length = body.len();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        visitor.write_all(head.as_bytes()).await?;
        visitor.write_all(&body).await?;
        visitor.shutdown().await
    }

    async fn ask(&self, path: &str) -> String {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}{path}", self.sandbox);
        let answer = http.get(url).bearer_auth(TOKEN).send().await.unwrap();
        let text = answer.text().await.unwrap();
        let mut known = self.known.lock().unwrap();
        known.insert(path.to_owned(), text.clone());
        text
    }
}

/// The same cases on every machine.
fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        max_shrink_iters: 60,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(4),
        ..Config::default()
    })
}

fn known() -> Known {
    Known {
        root: Some("a".into()),
        ..Known::default()
    }
}

#[test]
fn a_pull_of_mangled_answers_is_a_sound_book_or_an_error() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let world = runtime.block_on(World::new(&base()));
    let parrot = Arc::new(Parrot {
        sandbox: world.server.url.clone(),
        ..Parrot::default()
    });
    let url = runtime.block_on(listen(Arc::clone(&parrot)));
    let pull = || {
        let mut pull = Pull::new(client(&url, TOKEN), known(), Default::default());
        runtime.block_on(async { pull.run(&mut |_| {}).await })
    };
    let straight = pull().unwrap();
    assert_eq!(routing_of(&straight.book), routing_of(&base()));
    let replies: Vec<(String, String)> = parrot.known.lock().unwrap().clone().into_iter().collect();
    assert!(replies.len() >= 7, "{replies:?}");
    let ends = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let folder = tempfile::tempdir().unwrap();
    let case = AtomicUsize::new(0);
    runner(400)
        .run(&(any::<Index>(), mangles()), |(which, how)| {
            let (path, text) = &replies[which.index(replies.len())];
            *parrot.mangled.lock().unwrap() = Some((path.clone(), mangled(text, &how)));
            let pulled = pull();
            ends[usize::from(pulled.is_ok())].fetch_add(1, Ordering::Relaxed);
            match pulled {
                Ok(theirs) => {
                    let number = case.fetch_add(1, Ordering::Relaxed);
                    let file = folder.path().join(format!("{number}.mirror"));
                    let mut mirror = Mirror::open_or_create(&file).unwrap();
                    prop_assert_eq!(theirs.book.check(), Vec::new());
                    take_in(&mut mirror, &theirs, &Default::default()).unwrap();
                    prop_assert_eq!(mirror.export().unwrap(), theirs.book);
                }
                Err(error) => {
                    let words = format!("{error} {error:?}");
                    prop_assert!(!words.contains(TOKEN) && words.len() < 600, "{}", words);
                }
            }
            Ok(())
        })
        .unwrap();
    for end in ends {
        assert!(end.into_inner() > 50, "hardly one of both ends");
    }
}

#[test]
fn a_mangled_plan_is_refused_or_read() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let review = runtime.block_on(async {
        let mut world = World::new(&base()).await;
        world.pull().await.unwrap();
        let mut draft = base();
        draft.channels[0].name = Some("Renamed".into());
        draft.channels[0].rules.reverse();
        draft.channels.remove(1);
        world.draft(&draft);
        world.plan().await.unwrap()
    });
    let text = review.plan.write();
    runner(3_000)
        .run(&mangles(), |how| {
            let bytes = mangled(&text, &how);
            match std::str::from_utf8(&bytes).map(Plan::read) {
                Ok(Ok(plan)) => {
                    let _ = refusal(&plan, &review.plan, &Default::default());
                    let again = Plan::read(&plan.write());
                    prop_assert_eq!(again.as_ref(), Ok(&plan));
                }
                Ok(Err(words)) => prop_assert!(words.len() < 200, "{}", words),
                Err(_) => {}
            }
            Ok(())
        })
        .unwrap();
    // What says the same is the same, however it is set out.
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(Plan::read(&value.to_string()), Ok(review.plan));
}
