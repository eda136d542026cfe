//! Servers that misbehave, played by one socket.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use remote::{Limits, RemoteError, backoff};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{Hand, client, fixed};

/// Answers every connection with the next of `replies`, the last one for ever, and counts them.
async fn server(replies: Vec<String>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let at = count.fetch_add(1, Ordering::SeqCst);
            let reply = replies.get(at).or(replies.last()).unwrap();
            let _ = stream.write_all(reply.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (url, asked)
}

fn reply(status: &str, more: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{more}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

const BRAND: &str = r#"{"code":"OK","data":{"id":"a","name":"Adler"}}"#;

#[tokio::test]
async fn a_reading_call_is_repeated_as_long_as_the_server_asks() {
    let clock = Hand::new();
    let (url, asked) = server(vec![
        reply("503 Busy", "", ""),
        reply("429 Slow down", "retry-after: 7\r\n", "{}"),
        reply("200 OK", "", &BRAND[..20]),
        reply("200 OK", "", BRAND),
    ])
    .await;
    let client = client(&url, fixed("t"), &clock);
    assert_eq!(client.brand("a").await.unwrap().id, "a");
    assert_eq!(asked.load(Ordering::SeqCst), 4);
    assert_eq!(client.requests(), 4);
    let slept = clock.slept.lock().unwrap();
    assert_eq!(slept.len(), 3);
    assert_eq!(slept[1], Duration::from_secs(7));
}

#[tokio::test]
async fn it_gives_up_in_bounded_time() {
    let clock = Hand::new();
    let (url, asked) = server(vec![reply("500 Broken", "", "")]).await;
    let client_ = client(&url, fixed("t"), &clock);
    let error = client_.brand("a").await.unwrap_err();
    assert!(matches!(error, RemoteError::Server { status: 500, .. }));
    assert_eq!(
        asked.load(Ordering::SeqCst),
        Limits::default().tries as usize
    );
    let (url, _) = server(vec![reply("429 Slow", "retry-after: 99999\r\n", "")]).await;
    let error = client(&url, fixed("t"), &clock)
        .brand("a")
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        RemoteError::RateLimited {
            retry_after: Some(_)
        }
    ));
}

#[tokio::test]
async fn a_write_is_sent_once() {
    for status in ["500 Broken", "429 Slow", "409 Moved"] {
        let (url, asked) = server(vec![reply(status, "", "")]).await;
        let client = client(&url, fixed("t"), &Hand::new());
        client.delete_channel("a", "c", None).await.unwrap_err();
        assert_eq!(asked.load(Ordering::SeqCst), 1, "{status}");
    }
    let (url, asked) = server(vec![String::new()]).await;
    let client = client(&url, fixed("t"), &Hand::new());
    let error = client.delete_channel("a", "c", None).await.unwrap_err();
    assert!(matches!(error, RemoteError::Lost { .. }), "{error:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_answer_too_large_or_elsewhere_is_not_followed() {
    let clock = Hand::new();
    let (url, _) = server(vec![reply("200 OK", "", &"x".repeat(200_000))]).await;
    let error = client(&url, fixed("t"), &clock)
        .brand("a")
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::Unreadable { .. }), "{error:?}");
    let (other, asked) = server(vec![reply("200 OK", "", BRAND)]).await;
    let there = format!("location: {other}/x\r\n");
    let (url, _) = server(vec![reply("302 Found", &there, "")]).await;
    let error = client(&url, fixed("t"), &clock)
        .brand("a")
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::Unreadable { .. }), "{error:?}");
    assert_eq!(
        asked.load(Ordering::SeqCst),
        0,
        "the bearer goes nowhere else"
    );
}

#[tokio::test]
async fn a_list_of_channels_that_begins_again_with_every_page_is_not_whole() {
    let page = |ids: std::ops::Range<u32>| {
        let row = |id| format!(r#"{{"id":"c{id}","brand":"a"}}"#);
        let rows: Vec<String> = ids.map(row).collect();
        let rows = rows.join(",");
        let body = format!(r#"{{"code":"OK","data":[{rows}],"info":{{"count":6,"total":10}}}}"#);
        reply("200 OK", "", &body)
    };
    let (url, asked) = server(vec![page(0..6)]).await;
    let error = client(&url, fixed("t"), &Hand::new()).channels("a").await;
    assert!(
        matches!(error, Err(RemoteError::Unreadable { .. })),
        "{error:?}"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    let (url, _) = server(vec![page(0..6), page(4..10)]).await;
    let whole = client(&url, fixed("t"), &Hand::new()).channels("a").await;
    assert_eq!(whole.unwrap().len(), 10);
}

#[tokio::test]
async fn a_refusal_says_the_servers_plain_words_and_its_code() {
    let body = r#"{"code":"Validation","message":"Maria Lopez has no office","http":400}"#;
    let (url, _) = server(vec![reply("400 Bad Request", "", body)]).await;
    let error = client(&url, fixed("t"), &Hand::new()).brand("a").await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "Rechat refused an account: … has no office [Validation]"
    );
    let body = r#"{"code":"maria@adler.example","message":"no"}"#;
    let (url, _) = server(vec![reply("400 Bad Request", "", body)]).await;
    let error = client(&url, fixed("t"), &Hand::new()).brand("a").await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "Rechat refused an account: no [400]"
    );
}

#[tokio::test]
async fn nobody_there_is_said_as_such() {
    let client = client("http://127.0.0.1:1", fixed("t"), &Hand::new());
    let error = client.brand("a").await.unwrap_err();
    assert!(matches!(&error, RemoteError::Unreachable { reason } if reason.contains("refused")));
}

#[test]
fn only_https_or_this_machine_gets_a_token() {
    let clock = Hand::new();
    for (url, fine) in [
        ("https://api.rechat.example", true),
        ("http://127.0.0.1:8080", true),
        ("http://[::1]:8080", true),
        ("http://localhost", true),
        ("http://api.rechat.example", false),
        ("http://127.0.0.1.evil.example", false),
        ("http://user:pass:word@127.0.0.1", false),
        ("https://user:pass:word@api.rechat.example:x", false),
        ("https://api.rechat.example/?x=1", false),
        ("ftp://127.0.0.1", false),
        ("", false),
    ] {
        let made = remote::Client::new(
            url,
            fixed("t"),
            Limits::default(),
            Arc::clone(&clock) as Arc<dyn remote::Clock>,
        );
        assert_eq!(made.is_ok(), fine, "{url}");
        let said = made.map_or_else(|error| format!("{error} {error:?}"), |_| String::new());
        assert!(
            !said.contains("pass:") && !said.contains("example"),
            "{said}"
        );
    }
}

#[test]
fn waits_grow_and_are_scattered() {
    let waits: Vec<Duration> = (1..20).map(backoff).collect();
    assert!(waits[0] >= Duration::from_millis(200) && waits[0] <= Duration::from_millis(400));
    assert!(waits[18] >= Duration::from_secs(10) && waits[18] <= Duration::from_secs(20));
    let again: Vec<Duration> = (1..20).map(backoff).collect();
    assert_ne!(waits, again);
}
