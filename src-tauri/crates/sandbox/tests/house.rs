//! A sandbox of a small brokerage, and the least of an HTTP client: what it shows of a broken
//! connection is what the socket said.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use routing::Book;
use sandbox::{NOT_RECHAT, Options, Running, serve};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

pub const ONE: &str = "1b9d6bcd-0000-4000-8000-00000000c001";
pub const TWO: &str = "1b9d6bcd-0000-4000-8000-00000000c002";
pub const ELM: &str = "1b9d6bcd-0000-4000-8000-00000000c003";
pub const TOKEN: &str = "fixed-token";
pub const BEARER: (&str, &str) = ("authorization", "Bearer fixed-token");

pub fn house() -> Book {
    Book::read(include_bytes!("house.book.json")).unwrap()
}

/// As tests mostly want it: with the fixed token and the control calls.
pub fn options() -> Options {
    Options {
        token: Some(TOKEN.to_owned()),
        control: true,
        ..Options::default()
    }
}

pub struct Sandbox {
    runtime: Runtime,
    running: Option<Running>,
    pub url: String,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        Sandbox::with(options())
    }

    pub fn with(options: Options) -> Sandbox {
        Sandbox::of(&house(), options)
    }

    pub fn of(book: &Book, options: Options) -> Sandbox {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let running = runtime.block_on(serve(book, options)).unwrap();
        let url = running.url.clone();
        Sandbox {
            runtime,
            running: Some(running),
            url,
        }
    }

    pub fn goes_on(&self) -> bool {
        self.running.as_ref().unwrap().goes_on
    }

    pub fn shutdown(mut self) {
        let running = self.running.take().unwrap();
        self.runtime.block_on(running.shutdown());
    }

    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    /// One call on a connection of its own.
    pub fn try_call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<Reply> {
        let mut socket = TcpStream::connect(self.address())?;
        socket.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            write!(request, "host: {}\r\n", self.address()).unwrap();
        }
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        write!(request, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        // A server may refuse before it has read everything.
        let _ = socket.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        socket.read_to_end(&mut bytes)?;
        Reply::read(&bytes)
    }

    #[track_caller]
    pub fn call(&self, method: &str, path: &str, body: &str) -> Reply {
        self.try_call(method, path, &[BEARER], body).unwrap()
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.call("GET", path, "")
    }

    #[track_caller]
    pub fn send(&self, method: &str, path: &str, body: Value) -> Reply {
        self.call(method, path, &body.to_string())
    }

    /// With the guard of a version.
    #[track_caller]
    pub fn guarded(&self, method: &str, path: &str, version: &Value, body: Value) -> Reply {
        let version = version.to_string();
        let headers = [BEARER, ("if-unmodified-since-version", &*version)];
        self.try_call(method, path, &headers, &body.to_string())
            .unwrap()
    }

    #[track_caller]
    pub fn fault(&self, fault: Value) {
        let reply = self.send("POST", "/__sandbox/faults", fault);
        assert_eq!(reply.status, 200, "{}", reply.text);
    }

    /// The server's state as a book.
    #[track_caller]
    pub fn book(&self) -> Book {
        Book::read(self.get("/__sandbox/book").text.as_bytes()).unwrap()
    }

    #[track_caller]
    pub fn lead(&self, channel: &str, payload: Value) -> String {
        let reply = self.send("POST", &webhook(channel), payload);
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["data"]["id"].as_str().unwrap().to_owned()
    }

    /// Where the latest lead went: outcome, what decided, agents.
    #[track_caller]
    pub fn landed(&self) -> Value {
        let leads = self.get("/__sandbox/leads?limit=1").json();
        let lead = &leads["leads"][0];
        json!([lead["outcome"], lead["by"], lead["agents"]])
    }
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Reply {
    fn read(bytes: &[u8]) -> io::Result<Reply> {
        let broken = |why: &str| io::Error::new(io::ErrorKind::UnexpectedEof, why.to_owned());
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.ok_or_else(|| broken("no head"))?;
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| {
                let (name, value) = line.split_once(": ").unwrap();
                (name.to_owned(), value.to_owned())
            })
            .collect();
        let body = &bytes[end + 4..];
        let length = headers.iter().find(|(name, _)| name == "content-length");
        if let Some((_, length)) = length
            && body.len() < length.parse().unwrap()
        {
            return Err(broken("half a body"));
        }
        let reply = Reply {
            status: status.parse().unwrap(),
            headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        };
        assert!(
            reply.header(NOT_RECHAT).is_some(),
            "it must not pass for Rechat"
        );
        Ok(reply)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let known = self.headers.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|_| panic!("{}: {}", self.status, self.text))
    }

    /// The data of a reply that went well.
    #[track_caller]
    pub fn data(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        let json = self.json();
        assert_eq!(json["code"], "OK");
        json["data"].clone()
    }

    /// The code of a reply that did not, after a look at the whole envelope.
    #[track_caller]
    pub fn refusal(&self) -> (u16, String) {
        let json = self.json();
        let mut keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["code", "http", "message", "slack", "trace"]);
        assert_eq!(json["http"], self.status);
        assert_eq!(
            (&json["trace"], &json["slack"]),
            (&json!(false), &json!(false))
        );
        assert!(json["message"].is_string());
        (self.status, json["code"].as_str().unwrap().to_owned())
    }
}

#[track_caller]
pub fn refused(reply: &Reply, status: u16, code: &str) {
    assert_eq!(reply.refusal(), (status, code.to_owned()), "{}", reply.text);
}

pub fn webhook(channel: &str) -> String {
    format!("/leads/channels/{channel}/webhook")
}

pub fn channel(brand: &str, id: &str) -> String {
    format!("/brands/{brand}/leads/channels/{id}")
}

pub fn rules(brand: &str, id: &str) -> String {
    format!("{}/rules", channel(brand, id))
}

/// The same with every time replaced by "time", after a look at each: seconds of this century,
/// to the microsecond at most.
pub fn timeless(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    if key.ends_with("_at") || key == "last_capture_date" {
                        look_at(value);
                    } else {
                        walk(value);
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(walk),
            _ => {}
        }
    }
    fn look_at(value: &mut Value) {
        if value.is_null() {
            return;
        }
        let seconds = value.as_f64().expect("a time is a number");
        assert!((1.7e9..5e9).contains(&seconds), "{seconds}");
        let text = value.to_string();
        let decimals = text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        assert!(decimals <= 6, "{text}");
        *value = json!("time");
    }
    walk(&mut value);
    value
}
