use std::io::{Read, Write};
use std::net::TcpStream;

use crate::house::{Sandbox, refused};

#[test]
fn the_start_page_says_what_this_is() {
    let sandbox = Sandbox::new();
    let page = sandbox.try_call("GET", "/", &[], "").unwrap();
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(page.text.contains("This is not Rechat"));
    for served in [
        "GET /brands/:brand/users",
        "PUT /brands/:brand/leads/channels/:channel/rules",
        "POST /leads/channels/:channel/webhook",
        "GET /__sandbox/book",
        &format!("curl {}/leads/channels/CHANNEL/webhook", sandbox.url),
    ] {
        assert!(page.text.contains(served), "{served}");
    }
    assert!(!page.text.contains("<script"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'"));
}

#[test]
fn only_loopback_names_are_answered() {
    let sandbox = Sandbox::new();
    assert!(sandbox.url.starts_with("http://127.0.0.1:"));
    let port = sandbox.url.rsplit_once(':').unwrap().1;
    let as_host = |host: &str| {
        sandbox
            .try_call("GET", "/brands/house", &[("host", host)], "")
            .unwrap()
    };
    assert_eq!(as_host(&format!("localhost:{port}")).status, 200);
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1:1",
        "localhost",
    ] {
        refused(&as_host(host), 403, "Forbidden");
    }
}

#[test]
fn unknown_paths_and_methods_are_enveloped() {
    let sandbox = Sandbox::new();
    refused(&sandbox.get("/nothing"), 404, "ResourceNotFound");
    refused(&sandbox.get("/brands/house/"), 404, "ResourceNotFound");
    refused(&sandbox.get("/brands/%ff"), 404, "ResourceNotFound");
    refused(
        &sandbox.call("PATCH", "/brands/house", ""),
        405,
        "MethodNotAllowed",
    );
    refused(&sandbox.call("GET", "/leads", ""), 405, "MethodNotAllowed");
}

#[test]
fn one_connection_serves_many_calls() {
    let sandbox = Sandbox::new();
    let mut socket = TcpStream::connect(sandbox.address()).unwrap();
    let request = format!(
        "GET /brands/elm HTTP/1.1\r\nhost: {}\r\n\r\n",
        sandbox.address()
    );
    for _ in 0..3 {
        socket.write_all(request.as_bytes()).unwrap();
        let mut seen = String::new();
        while !seen.ends_with("}}") {
            let mut some = [0; 4096];
            let read = socket.read(&mut some).unwrap();
            assert!(read > 0, "{seen}");
            seen.push_str(std::str::from_utf8(&some[..read]).unwrap());
        }
        assert!(seen.starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn ids_in_paths_are_decoded() {
    let mut book = crate::house::house();
    for account in &mut book.accounts {
        if account.id == "elm" {
            account.id = "elm & co/1".to_owned();
        }
        if account.parent.as_deref() == Some("elm") {
            account.parent = Some("elm & co/1".to_owned());
        }
    }
    book.channels.clear();
    let sandbox = Sandbox::of(&book, crate::house::options());
    let reply = sandbox.get("/brands/elm%20%26%20co%2F1");
    assert_eq!(reply.data()["id"], "elm & co/1");
    assert_eq!(sandbox.get("/brands/elm%20%26%20co%2F1/users").status, 200);
}
