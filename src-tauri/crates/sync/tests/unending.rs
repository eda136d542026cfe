//! Servers whose answers lead on and on: a pull comes to an end all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sync::{Known, Pull, Result, SyncError, Theirs};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::world::{TOKEN, client};

/// Pulls from a server that says `answer` to each path, and counts the calls.
async fn pulled(known: Known, answer: fn(&str) -> String) -> (Result<Theirs>, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut visitor, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let read = visitor.read(&mut head).await.unwrap();
            let head = String::from_utf8_lossy(&head[..read]).into_owned();
            assert!(count.fetch_add(1, Ordering::SeqCst) < 500, "it goes on");
            let body = answer(head.split(' ').nth(1).unwrap());
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length:";
            let reply = format!("{head} {length}\r\n\r\n{body}");
            visitor.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    let mut pull = Pull::new(client(&url, TOKEN), known, Default::default());
    let pulled = pull.run(&mut |_| {}).await;
    (pulled, asked.load(Ordering::SeqCst))
}

fn of_brokerage() -> Known {
    Known {
        root: Some("a".into()),
        ..Known::default()
    }
}

fn brand(id: &str, parent: &str) -> String {
    format!(r#"{{"code":"OK","data":{{"id":"{id}","name":"One","parent":{parent}}}}}"#)
}

/// Somebody by the number of the row, where there is one.
fn people(rows: impl Iterator<Item = usize>, total: &str) -> String {
    let row = |row| format!(r#"{{"user":{{"id":"u{row}"}},"brands":[{{"id":"a"}}]}}"#);
    let rows: Vec<String> = rows.map(row).collect();
    let (rows, length) = (rows.join(","), rows.len());
    format!(r#"{{"code":"OK","data":[{rows}],"info":{{"count":{length}{total}}}}}"#)
}

fn start(path: &str) -> usize {
    let start = path.split("start=").nth(1).unwrap();
    start.split('&').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn accounts_that_lie_in_a_circle_have_no_brokerage_above_them() {
    for circle in [
        |path: &str| match path.split(['/', '?']).nth(2).unwrap() {
            "self" => r#"{"code":"OK","data":{"id":"u","brand":"a"}}"#.to_owned(),
            "a" => brand("a", r#""b""#),
            _ => brand("b", r#""a""#),
        },
        |path: &str| match path.contains("self") {
            true => r#"{"code":"OK","data":{"id":"u","brand":"a"}}"#.to_owned(),
            false => brand("a", r#""a""#),
        },
    ] {
        let (pulled, asked) = pulled(Known::default(), circle).await;
        let error = pulled.unwrap_err();
        assert!(matches!(error, SyncError::Unsound { .. }), "{error}");
        assert!(asked <= 3, "{asked}");
    }
}

#[tokio::test]
async fn a_total_that_nobody_could_reach_is_not_believed() {
    let (pulled, asked) = pulled(of_brokerage(), |path| match path.contains("/users") {
        true => {
            let left = 200usize.saturating_sub(start(path)).min(100);
            let rows = start(path)..start(path) + left;
            people(rows, r#","total":8000000000000000"#)
        }
        false => brand("a", "null"),
    })
    .await;
    assert!(matches!(pulled, Err(SyncError::Restless)));
    assert!(asked < 60, "{asked}");
}

#[tokio::test]
async fn a_list_that_begins_again_with_every_page_is_no_list() {
    for total in ["", r#","total":8000000000000000"#] {
        let same = match total {
            "" => |path: &str| match path.contains("/users") {
                true => people(0..100, ""),
                false => brand("a", "null"),
            },
            _ => |path: &str| match path.contains("/users") {
                true => people(0..100, r#","total":8000000000000000"#),
                false => brand("a", "null"),
            },
        };
        let (pulled, asked) = pulled(of_brokerage(), same).await;
        assert!(matches!(pulled, Err(SyncError::Restless)));
        assert!(asked < 60, "{asked}");
    }
}
