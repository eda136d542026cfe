//! What a pull of a large brokerage costs the server: every page of 100,000 users over one
//! connection, and the slowest of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use routing::Book;
use routing::book::{Account, AccountKind, MlsId, User};
use sandbox::{Options, serve};

const AGENTS: usize = 100_000;
const OFFICES: usize = 200;

fn main() {
    let book = brokerage();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let options = Options {
        token: Some("bench".to_owned()),
        ..Options::default()
    };
    let began = Instant::now();
    let running = runtime.block_on(serve(&book, options)).unwrap();
    println!("start with {AGENTS} agents  {:>8.0?}", began.elapsed());
    for limit in [100, 1_000] {
        let began = Instant::now();
        let mut slowest = Duration::ZERO;
        let mut bytes = 0;
        let mut socket = TcpStream::connect(running.url.trim_start_matches("http://")).unwrap();
        for start in (0..AGENTS).step_by(limit) {
            let page = Instant::now();
            bytes += get(&mut socket, &running.url, limit, start);
            slowest = slowest.max(page.elapsed());
        }
        let took = began.elapsed();
        println!(
            "pages of {limit:>5}  {took:>8.0?} in all, slowest {slowest:>8.1?}, {:>4} MB, {:>6.0} users/ms",
            bytes / 1_000_000,
            AGENTS as f64 / took.as_secs_f64() / 1_000.0
        );
    }
    runtime.block_on(running.shutdown());
}

fn get(socket: &mut TcpStream, url: &str, limit: usize, start: usize) -> usize {
    let host = url.trim_start_matches("http://");
    let path =
        format!("/brands/root/users?associations[]=brand.parent&limit={limit}&start={start}");
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer bench\r\n\r\n");
    socket.write_all(request.as_bytes()).unwrap();
    let mut buffer = vec![0; 1 << 16];
    let mut head = Vec::new();
    let (mut length, mut seen) = (None, 0);
    loop {
        let read = socket.read(&mut buffer).unwrap();
        seen += read;
        if length.is_none() {
            head.extend_from_slice(&buffer[..read]);
            let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") else {
                continue;
            };
            let text = std::str::from_utf8(&head[..end]).unwrap();
            let line = text.lines().find(|line| line.starts_with("content-length"));
            let body: usize = line
                .unwrap()
                .split(' ')
                .next_back()
                .unwrap()
                .parse()
                .unwrap();
            length = Some(end + 4 + body);
        }
        if length.is_some_and(|length| seen >= length) {
            return seen;
        }
    }
}

fn brokerage() -> Book {
    let account = |id: String, kind, parent: Option<&str>| Account {
        name: format!("The name of {id}"),
        id,
        kind,
        parent: parent.map(str::to_owned),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    };
    let mut book = Book::default();
    let root = "root".to_owned();
    book.accounts
        .push(account(root, AccountKind::Brokerage, None));
    for office in 0..OFFICES {
        let id = format!("office-{office}");
        book.accounts
            .push(account(id, AccountKind::Office, Some("root")));
    }
    for agent in 0..AGENTS {
        let id = format!("agent-{agent}");
        let office = format!("office-{}", agent % OFFICES);
        book.users.push(User {
            id: format!("user-{agent}"),
            accounts: vec![id.clone()],
            first_name: Some("Maria".to_owned()),
            last_name: Some(format!("Lopez {agent}")),
            emails: vec![format!("maria.lopez.{agent}@brokerage.example")],
            phones: vec![format!("+1214{:07}", agent)],
            mls: vec![MlsId {
                mls: "NTREIS".to_owned(),
                id: format!("{agent:07}"),
            }],
        });
        book.accounts
            .push(account(id, AccountKind::Agent, Some(&office)));
    }
    book
}
