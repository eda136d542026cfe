//! `yard sandbox` as scripts and web people meet it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

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

#[test]
fn the_first_line_is_the_url_and_the_log_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.json");
    fs::write(&book, yard(&["sample"]).fine()).unwrap();
    let mut child = command(&[
        "sandbox",
        "--token",
        TOKEN,
        "--book",
        book.to_str().unwrap(),
    ])
    .spawn()
    .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let url = line.trim();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert!(call(url, "GET /", "").contains("This is not Rechat"));
    let lead =
        r#"{"first_name":"Ada","email":"planted.person@example.com","phone_number":"2145550199"}"#;
    let webhook = format!("POST /leads/channels/{CHANNEL}/webhook");
    assert!(call(url, &webhook, lead).contains("\"code\":\"OK\""));
    let rules = format!("GET /brands/adler/leads/channels/{CHANNEL}/rules");
    assert!(call(url, &rules, "").contains("\"code\":\"OK\""));
    assert!(call(url, &format!("GET /{TOKEN}?code=planted-code"), "").contains("404"));
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
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
