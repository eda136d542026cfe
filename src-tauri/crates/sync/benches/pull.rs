#![allow(clippy::panic)]
//! A first pull of 100,000 agents, beside writing the same rows to SQLite in bulk and beside
//! fetching the same pages without reading them. The server is another process.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mirror::Mirror;
use mirror::sample::{Size, generated};
use remote::{Bearer, Client, Limits, Secret, SystemClock};
use routing::Book;
use rusqlite::{Connection, params};
use sandbox::{Options, serve};
use sync::{Known, Pull, take_in};
use tokio::runtime::Runtime;

const SERVE: &str = "SYNC_BENCH_SERVE";
const TOKEN: &str = "bench";
const ROUNDS: usize = 3;

fn main() {
    let agents = std::env::var("AGENTS").map_or(100_000, |text| text.parse().unwrap_or(100_000));
    let book = generated(Size {
        offices: agents / 100,
        agents,
        seed: 1,
    });
    let runtime = Runtime::new().unwrap_or_else(|error| panic!("{error}"));
    if std::env::var_os(SERVE).is_some() {
        runtime.block_on(serve_for_ever(&book));
        return;
    }
    let server = Command::new(std::env::current_exe().unwrap_or_default())
        .env(SERVE, "1")
        .env("AGENTS", agents.to_string())
        .stdout(Stdio::piped())
        .spawn();
    let mut server = server.unwrap_or_else(|error| panic!("{error}"));
    let mut url = String::new();
    if let Some(out) = server.stdout.take() {
        let _ = BufReader::new(out).read_line(&mut url);
    }
    let url = url.trim().to_owned();
    drop(book);
    runtime.block_on(measure(&url));
    let _ = server.kill();
    let _ = server.wait();
}

async fn serve_for_ever(book: &Book) {
    let options = Options {
        token: Some(TOKEN.to_owned()),
        ..Options::default()
    };
    match serve(book, options).await {
        Ok(running) => {
            println!("{}", running.url);
            let _ = std::io::stdout().flush();
            std::future::pending::<()>().await;
        }
        Err(error) => panic!("{error}"),
    }
}

async fn measure(url: &str) {
    for round in 1..=ROUNDS {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let path = folder.path().join("bench.mirror");
        let bearer = Bearer::Fixed(Secret::new(TOKEN));
        let client = Client::new(url, bearer, Limits::default(), Arc::new(SystemClock));
        let client = client.unwrap_or_else(|error| panic!("{error}"));

        let began = Instant::now();
        let mut pull = Pull::new(client.clone(), Known::default(), Default::default());
        let theirs = pull.run(&mut |_| {}).await;
        let theirs = theirs.unwrap_or_else(|error| panic!("{error}"));
        drop(pull);
        let fetched = began.elapsed();
        let mut mirror = Mirror::open_or_create(&path).unwrap_or_else(|error| panic!("{error}"));
        take_in(&mut mirror, &theirs).unwrap_or_else(|error| panic!("{error}"));
        let whole = began.elapsed();
        drop(mirror);
        let memory = peak();

        let network = raw(url, &theirs.book).await;
        let bulk = bulk(&folder.path().join("bulk.sqlite"), &theirs.book)
            .unwrap_or_else(|error| panic!("{error}"));
        let own = whole.saturating_sub(network);
        println!(
            "round {round}: {} accounts, {} users, {} channels in {} requests",
            theirs.book.accounts.len(),
            theirs.book.users.len(),
            theirs.book.channels.len(),
            theirs.requests,
        );
        println!(
            "  pull {whole:.2?} (fetched after {fetched:.2?}), the same pages alone {network:.2?}, \
             own work {own:.2?}, bulk insert {bulk:.2?}: ratio {:.2}; peak memory {memory} MiB",
            own.as_secs_f64() / bulk.as_secs_f64()
        );
    }
}

/// The same calls, as many at once, their answers thrown away.
async fn raw(url: &str, book: &Book) -> Duration {
    let http = reqwest::Client::builder().no_proxy().build();
    let http = http.unwrap_or_else(|error| panic!("{error}"));
    let root = book
        .accounts
        .iter()
        .find(|account| account.parent.is_none());
    let root = root.map_or("", |root| &root.id);
    let mut pages: Vec<String> = (0..book.users.len())
        .step_by(100)
        .map(|start| {
            format!("{url}/brands/{root}/users?associations[]=brand.parent&limit=100&start={start}")
        })
        .collect();
    for account in &book.accounts {
        if account.kind != routing::book::AccountKind::Agent {
            pages.push(format!("{url}/brands/{}/leads/channels", account.id));
        }
    }
    for channel in &book.channels {
        let (account, id) = (&channel.account, &channel.id);
        pages.push(format!("{url}/brands/{account}/leads/channels/{id}/rules"));
    }
    let began = Instant::now();
    let mut pages = pages.into_iter();
    let mut calls = tokio::task::JoinSet::new();
    loop {
        while calls.len() < 6
            && let Some(page) = pages.next()
        {
            let request = http.get(page).bearer_auth(TOKEN);
            calls.spawn(async move { request.send().await?.error_for_status()?.bytes().await });
        }
        match calls.join_next().await {
            Some(Ok(Ok(_))) => {}
            Some(other) => panic!("{other:?}"),
            None => return began.elapsed(),
        }
    }
}

/// The same rows into the same tables, one transaction.
fn bulk(path: &std::path::Path, book: &Book) -> rusqlite::Result<Duration> {
    let mut conn = Connection::open(path)?;
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch(include_str!("../../mirror/migrations/1.sql"))?;
    let json = |value: &[String]| serde_json::to_string(value).ok();
    let began = Instant::now();
    let tx = conn.transaction()?;
    {
        let mut put =
            tx.prepare("INSERT INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL)")?;
        for (place, account) in (0_i64..).zip(&book.accounts) {
            let kind = account.kind.name();
            put.execute(params![
                account.id,
                place,
                kind,
                account.name,
                account.parent,
                account.active
            ])?;
        }
        let mut put = tx.prepare("INSERT INTO users VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)")?;
        let mut belong = tx.prepare("INSERT INTO memberships VALUES (?1, ?2, ?3)")?;
        for (place, user) in (0_i64..).zip(&book.users) {
            put.execute(params![
                user.id,
                place,
                user.first_name,
                user.last_name,
                json(&user.emails),
                json(&user.phones)
            ])?;
            for (place, account) in (0_i64..).zip(&user.accounts) {
                belong.execute(params![user.id, place, account])?;
            }
        }
        let mut put = tx.prepare(
            "INSERT INTO channels VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, 1, 0, '{\"type\":\"inbox\"}', NULL)",
        )?;
        let mut rule =
            tx.prepare("INSERT INTO rules VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, NULL)")?;
        for (place, channel) in (0_i64..).zip(&book.channels) {
            let zone = channel.time_zone.name();
            put.execute(params![
                channel.id,
                place,
                channel.account,
                channel.name,
                channel.is_default,
                zone
            ])?;
            for (place, of) in (0_i64..).zip(&channel.rules) {
                let action = routing::book::action_json(&of.then);
                rule.execute(params![
                    of.id, channel.id, place, of.name, of.enabled, action
                ])?;
            }
        }
    }
    tx.commit()?;
    Ok(began.elapsed())
}

/// Most memory this process has held, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}
