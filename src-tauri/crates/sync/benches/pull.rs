#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]
//! A pull of 100,000 agents into an empty mirror, and again when nothing is new. The server is
//! another process on the same cores.
//!
//! The network's own time is that of the same requests, as many at once, with their answers thrown
//! away; all else is the pull's own work: reading the answers, the tree, order, the check of the
//! book, keeping what was read beside the mirror, writing, and packing the first version.
//!
//! It is held against a bulk insert of exactly the rows that the pull leaves in the mirror, ready in
//! memory and bound as they are: an empty mirror made before the clock starts, with its indexes,
//! deferred foreign keys, checks, write-ahead log and full sync; then one transaction, one prepared
//! statement a table, and the commit, the connection opened within the time. Nothing is switched off
//! that a mirror has, and nothing is read, ordered or packed. Three ways in turn, because the order of
//! rows and the cache decide as much as the work: in the order in which a pull has the rows and with
//! the mirror's cache of 64 MiB, against which the goal is stated; in the order of their keys, the
//! fastest there is, in which a pull writes people and accounts after sorting them; and in the
//! pull's order with the cache of 2 MB that SQLite has by itself.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mirror::sample::{Size, generated};
use mirror::{Mirror, Reader};
use remote::{Bearer, Client, Limits, Secret, SystemClock};
use routing::Book;
use routing::book::AccountKind;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use sandbox::{Options, serve};
use sync::{Known, Pull, Theirs, take_in, take_in_beside};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const SERVE: &str = "SYNC_BENCH_SERVE";
const TOKEN: &str = "bench";
const ROUNDS: usize = 5;

fn main() {
    let agents: u32 = std::env::var("AGENTS").map_or(100_000, |text| text.parse().unwrap());
    let runtime = Runtime::new().unwrap();
    if std::env::var_os(SERVE).is_some() {
        let book = generated(Size {
            offices: agents / 100,
            agents,
            seed: 1,
        });
        runtime.block_on(serve_for_ever(&book));
        return;
    }
    let mut server = Command::new(std::env::current_exe().unwrap())
        .env(SERVE, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    let mut out = BufReader::new(server.stdout.take().unwrap());
    out.read_line(&mut url).unwrap();
    let measured = (1..=ROUNDS).map(|round| runtime.block_on(measure(round, url.trim())));
    let measured: Vec<[f64; 4]> = measured.collect();
    let [first, by_key, small, again] = [0, 1, 2, 3].map(|which| {
        let mut figures: Vec<f64> = measured.iter().map(|round| round[which]).collect();
        figures.sort_by(f64::total_cmp);
        figures[ROUNDS / 2]
    });
    println!(
        "own work of a first pull, median of {ROUNDS}: {first:.2} times the bulk insert, {by_key:.2} times the one by key, \
         {small:.2} times the one with SQLite's own cache; of the same again {again:.2} times the bulk insert"
    );
    server.kill().unwrap();
    server.wait().unwrap();
}

async fn serve_for_ever(book: &Book) {
    let options = Options {
        token: Some(TOKEN.to_owned()),
        ..Options::default()
    };
    let running = serve(book, options).await.unwrap();
    println!("{}", running.url);
    std::io::stdout().flush().unwrap();
    std::future::pending::<()>().await;
}

/// The work of a first pull as a multiple of the bulk insert, of the one by key and of the one with
/// SQLite's own cache, and the work of a pull that brings nothing new as a multiple of the bulk
/// insert.
async fn measure(round: usize, url: &str) -> [f64; 4] {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bench.mirror");
    forget_peak();
    let before = peak();
    let (theirs, fetched, whole) = pull(url, &path).await;
    let memory = peak() - before;
    println!(
        "round {round}: {} accounts, {} users, {} channels in {} requests, at most {memory} MiB more memory",
        theirs.book.accounts.len(),
        theirs.book.users.len(),
        theirs.book.channels.len(),
        theirs.requests,
    );
    let (network, bytes) = raw(url, &theirs.book).await;
    const MIRRORS: i64 = 64 << 10;
    const SQLITES: i64 = 2_000;
    let kinds = [(true, MIRRORS), (false, MIRRORS), (true, SQLITES)];
    let [bulk, by_key, small] = kinds.map(|(as_pulled, cache)| {
        let file = folder.path().join(format!("{as_pulled}{cache}.mirror"));
        bulk(&path, &file, as_pulled, cache).unwrap()
    });
    let ratio = |whole: Duration, network: Duration, bulk: Duration| {
        whole.saturating_sub(network).as_secs_f64() / bulk.as_secs_f64()
    };
    println!(
        "  first pull {whole:.2?} (read after {fetched:.2?}), the same {} MiB alone {network:.2?}, \
         bulk insert {bulk:.2?}, by key {by_key:.2?}, with SQLite's own cache {small:.2?}",
        bytes >> 20
    );
    let first = ratio(whole, network, bulk);
    let (to_key, to_small) = (ratio(whole, network, by_key), ratio(whole, network, small));
    let (_, fetched, whole) = pull(url, &path).await;
    let (network, _) = raw(url, &theirs.book).await;
    println!("  the same again {whole:.2?} (read after {fetched:.2?}), alone {network:.2?}");
    let again = ratio(whole, network, bulk);
    let mut theirs = theirs;
    let (whole, held) = beside(&path, &theirs);
    println!("  taken in once more beside others {whole:.2?}, who wait {held:.2?}");
    for user in theirs.book.users.iter_mut().step_by(100) {
        user.last_name = Some("Renamed".to_owned());
    }
    theirs.book.channels[0].name = Some("Renamed".to_owned());
    let (whole, held) = beside(&path, &theirs);
    println!("  with one of a hundred people changed {whole:.2?}, who wait {held:.2?}");
    [first, to_key, to_small, again]
}

async fn pull(url: &str, path: &Path) -> (Theirs, Duration, Duration) {
    let bearer = Bearer::Fixed(Secret::new(TOKEN));
    let client = Client::new(url, bearer, Limits::default(), Arc::new(SystemClock)).unwrap();
    let began = Instant::now();
    let mut mirror = Mirror::open_or_create(path).unwrap();
    let known = Known::of(&mirror).unwrap();
    let mut pull = Pull::new(client, known, Default::default()).kept_beside(path);
    let theirs = pull.run(&mut |_| {}).await.unwrap();
    let fetched = began.elapsed();
    take_in(&mut mirror, &theirs, &Default::default()).unwrap();
    pull.forget();
    (theirs, fetched, began.elapsed())
}

/// Takes in what was read while others use the mirror: how long that takes, and how long of it they
/// wait.
fn beside(path: &Path, theirs: &Theirs) -> (Duration, Duration) {
    let mirror = Mutex::new(Mirror::open(path).unwrap());
    let reader = Reader::open(path).unwrap();
    let held = Cell::new(Duration::ZERO);
    let began = Instant::now();
    let hold = || {
        held.set(began.elapsed());
        mirror.lock().unwrap()
    };
    let cancel = CancellationToken::new();
    let (_, mirror) = take_in_beside(&reader, hold, theirs, &cancel).unwrap();
    drop(mirror);
    let whole = began.elapsed();
    (whole, whole - held.get())
}

/// The same calls, as many at once, their answers thrown away.
async fn raw(url: &str, book: &Book) -> (Duration, usize) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut accounts = book.accounts.iter();
    let root = accounts.find(|account| account.parent.is_none()).unwrap();
    let users = (0..book.users.len()).step_by(100).map(|start| {
        let query = format!("associations[]=brand.parent&limit=100&start={start}");
        format!("{url}/brands/{}/users?{query}", root.id)
    });
    let offices = book.accounts.iter();
    let offices = offices.filter(|account| account.kind != AccountKind::Agent);
    let channels = offices.map(|office| format!("{url}/brands/{}/leads/channels", office.id));
    let rules = book.channels.iter().map(|channel| {
        let (account, id) = (&channel.account, &channel.id);
        format!("{url}/brands/{account}/leads/channels/{id}/rules")
    });
    let mut calls_to_make = users.chain(channels).chain(rules);
    let began = Instant::now();
    let mut bytes = 0;
    let mut calls = tokio::task::JoinSet::new();
    loop {
        while calls.len() < 6
            && let Some(url) = calls_to_make.next()
        {
            let request = http.get(url).bearer_auth(TOKEN);
            calls.spawn(async move { request.send().await?.error_for_status()?.bytes().await });
        }
        match calls.join_next().await {
            Some(done) => bytes += done.unwrap().unwrap().len(),
            None => return (began.elapsed(), bytes),
        }
    }
}

/// Writes the rows of the mirror at `from` to an empty one.
fn bulk(from: &Path, to: &Path, as_pulled: bool, cache: i64) -> rusqlite::Result<Duration> {
    /// Each with the order in which a pull has its rows.
    const TABLES: [(&str, &str); 9] = [
        ("accounts", "place"),
        ("users", "place"),
        (
            "memberships",
            "(SELECT place FROM users WHERE id = user), place",
        ),
        ("channels", "place"),
        (
            "rules",
            "(SELECT place FROM channels WHERE id = channel), place",
        ),
        ("samples", "place"),
        ("remote", "one"),
        ("remote_channels", "place"),
        ("versions", "id"),
    ];
    let from = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut tables = Vec::new();
    for (table, order) in TABLES {
        let order = if as_pulled { order } else { "1" };
        let mut select = from.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
        let columns = select.column_count();
        let rows: Vec<Vec<Value>> = select
            .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?
            .collect::<rusqlite::Result<_>>()?;
        let places = vec!["?"; columns].join(", ");
        tables.push((format!("INSERT INTO {table} VALUES ({places})"), rows));
    }
    drop(Mirror::open_or_create(to).unwrap());
    let began = Instant::now();
    let mut conn = Connection::open(to)?;
    conn.pragma_update(None, "cache_size", -cache)?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    let tx = conn.transaction()?;
    for (insert, rows) in &tables {
        let mut insert = tx.prepare(insert)?;
        for row in rows {
            insert.execute(params_from_iter(row))?;
        }
    }
    tx.commit()?;
    Ok(began.elapsed())
}

/// Most memory this process has held since it was last forgotten, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}

fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
