//! Where the browser comes back to: one page on this machine, on a port of the system's choice,
//! there only while a sign-in is under way.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

const PATH: &str = "/signed-in";
/// Longest head of a request that is read.
const LONGEST: usize = 16 << 10;
/// A visitor that says nothing must not keep the browser waiting.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Loopback {
    listener: TcpListener,
    port: u16,
}

/// What the browser brought.
#[derive(Default)]
pub(crate) struct Answer {
    pub code: Option<String>,
    pub state: Option<String>,
    pub error: Option<String>,
}

impl Loopback {
    pub async fn open() -> io::Result<Loopback> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        Ok(Loopback { listener, port })
    }

    pub fn redirect(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// Serves visitors one by one until one brings an answer with this state. Anybody on this
    /// machine can knock; whoever does not know the state changes nothing.
    pub(crate) async fn wait(&self, state: &str) -> io::Result<Answer> {
        loop {
            let (mut visitor, _) = self.listener.accept().await?;
            let served = tokio::time::timeout(PATIENCE, serve(&mut visitor, state)).await;
            if let Ok(Ok(Some(answer))) = served {
                return Ok(answer);
            }
        }
    }
}

async fn serve(visitor: &mut TcpStream, state: &str) -> io::Result<Option<Answer>> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let read = visitor.read(&mut piece).await?;
        if read == 0 || head.len() > LONGEST {
            return Ok(None);
        }
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
    let answer = understood(&head).filter(|answer| answer.state.as_deref() == Some(state));
    let (status, words) = match &answer {
        Some(answer) if answer.error.is_none() && answer.code.is_some() => (
            "200 OK",
            "You are signed in. You can close this page and go back to Switchyard.",
        ),
        Some(_) => (
            "200 OK",
            "The sign-in was refused. You can close this page.",
        ),
        None => ("404 Not Found", "There is nothing here."),
    };
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Switchyard</title><p>{words}</p></html>"
    );
    let reply = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nreferrer-policy: no-referrer\r\n\
         content-security-policy: default-src 'none'\r\nconnection: close\r\n\r\n{page}",
        page.len()
    );
    visitor.write_all(reply.as_bytes()).await?;
    visitor.shutdown().await?;
    Ok(answer)
}

fn understood(head: &[u8]) -> Option<Answer> {
    let line = std::str::from_utf8(head).ok()?.lines().next()?;
    let target = line.strip_prefix("GET ")?.split(' ').next()?;
    let url = Url::parse("http://127.0.0.1").ok()?.join(target).ok()?;
    if url.path() != PATH {
        return None;
    }
    let mut answer = Answer::default();
    for (key, value) in url.query_pairs() {
        let place = match &*key {
            "code" => &mut answer.code,
            "state" => &mut answer.state,
            "error" => &mut answer.error,
            _ => continue,
        };
        *place = Some(value.into_owned());
    }
    Some(answer)
}
