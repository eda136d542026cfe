//! `yard sandbox` as scripts and web people meet it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;

use crate::yard::{command, yard, yard_reading};

const TOKEN: &str = "planted-bearer-4711";
const CHANNEL: &str = "8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01";

fn call(url: &str, request: &str, body: &str) -> String {
    let host = url.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        socket,
        "{request} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut reply = String::new();
    socket.read_to_string(&mut reply).unwrap();
    reply
}

struct Serving {
    child: Child,
    url: String,
}

fn serve(book: &Path, more: &[&str]) -> Serving {
    let mut args = vec![
        "sandbox",
        "--token",
        TOKEN,
        "--book",
        book.to_str().unwrap(),
    ];
    args.extend(more);
    let mut child = command(&args).spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let url = line.trim().to_owned();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    Serving { child, url }
}

impl Serving {
    /// Kills it; what it had said on stderr.
    fn kill(mut self) -> String {
        self.child.kill().unwrap();
        let output = self.child.wait_with_output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn the_first_line_is_the_url_and_the_log_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.json");
    fs::write(&book, yard(&["sample"]).fine()).unwrap();
    let serving = serve(&book, &[]);
    let url = &*serving.url;
    assert!(call(url, "GET /", "").contains("This is not Rechat"));
    let lead =
        r#"{"first_name":"Ada","email":"planted.person@example.com","phone_number":"2145550199"}"#;
    let webhook = format!("POST /leads/channels/{CHANNEL}/webhook");
    assert!(call(url, &webhook, lead).contains("\"code\":\"OK\""));
    let rules = format!("GET /brands/adler/leads/channels/{CHANNEL}/rules");
    assert!(call(url, &rules, "").contains("\"code\":\"OK\""));
    assert!(call(url, &format!("GET /{TOKEN}?code=planted-code"), "").contains("404"));
    let log = serving.kill();
    assert_eq!(log.lines().count(), 4, "{log}");
    assert!(log.contains("/leads/channels/8b1e…/webhook 200"), "{log}");
    for secret in [
        TOKEN,
        CHANNEL,
        "planted.person",
        "2145550199",
        "planted-code",
    ] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.json");
    fs::write(&book, yard(&["sample"]).fine()).unwrap();
    let state = folder.path().join("adler.sandbox");
    let more = ["--state", state.to_str().unwrap()];
    let path = format!("/brands/adler/leads/channels/{CHANNEL}");
    let serving = serve(&book, &more);
    for round in 0..20 {
        let name = format!(r#"{{"name":"Name {round}"}}"#);
        let reply = call(&serving.url, &format!("PUT {path}"), &name);
        assert!(reply.contains("\"code\":\"OK\""), "{reply}");
    }
    serving.kill();
    let serving = serve(&book, &more);
    let list = call(&serving.url, "GET /brands/adler/leads/channels", "");
    assert!(list.contains("Name 19"), "{list}");
    assert!(serving.kill().contains("going on with the state"));
}

#[test]
fn what_cannot_be_served_is_refused() {
    let said = yard_reading(&["sandbox", "--book", "-"], b"{}").refusal();
    assert!(said.contains("\"format\""), "{said}");
    for (faults, why) in [("500", "no probability"), ("teapot:0.5", "no fault")] {
        let said = yard(&["sandbox", "--book", "-", "--faults", faults]).refusal();
        assert!(said.contains(why), "{said}");
    }
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes.txt");
    fs::write(
        &notes,
        "these are my notes, and more than a few bytes of them",
    )
    .unwrap();
    let book = yard(&["sample"]).fine();
    let args = ["sandbox", "--book", "-", "--state", notes.to_str().unwrap()];
    let said = yard_reading(&args, &book).refusal();
    assert!(said.contains("is not the state of a sandbox"), "{said}");
}
