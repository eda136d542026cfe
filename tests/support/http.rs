//! As much HTTP as WebKitWebDriver on this machine needs: one JSON request, one JSON answer.

use crate::{Error, Result, error};
use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The `value` of the answer. WebDriver's own errors come back as its `message`.
pub fn call(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
    limit: Duration,
) -> Result<Value> {
    let answer = exchange(port, method, path, body, limit)
        .map_err(|e| Error(format!("{method} {path}: {e}")))?;
    let start = find(&answer, b"\r\n\r\n")
        .ok_or_else(|| Error(format!("{method} {path}: an answer without a head")))?;
    let (head, rest) = answer.split_at(start);
    let status = std::str::from_utf8(head)
        .ok()
        .and_then(|h| h.split(' ').nth(1))
        .and_then(|s| s.parse::<u16>().ok())
        .unwrap_or(0);
    let reply: Value = serde_json::from_slice(rest.get(4..).unwrap_or_default())
        .map_err(|e| Error(format!("{method} {path}: status {status}, no JSON: {e}")))?;
    let value = reply.get("value").cloned().unwrap_or(Value::Null);
    if status == 200 {
        return Ok(value);
    }
    let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
    error(format!("{} {}", text("error"), text("message")))
}

fn exchange(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
    limit: Duration,
) -> std::io::Result<Vec<u8>> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_nodelay(true)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    read_answer(&mut stream)
}

/// Reads to the announced length, since the driver may keep the connection open.
fn read_answer(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    let mut buffer = [0_u8; 16 * 1024];
    loop {
        let read = match stream.read(&mut buffer) {
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            read => read?,
        };
        answer.extend_from_slice(buffer.get(..read).unwrap_or_default());
        if read == 0 || is_whole(&answer) {
            return Ok(answer);
        }
    }
}

fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = find(answer, b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).to_lowercase();
    let length = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length:"))
        .and_then(|l| l.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= end + 4 + length)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}
