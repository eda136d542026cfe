//! The real sandbox on this computer, beside a window: its own process, which others edit and
//! which can be gone. And the system's browser, which here is a note of the page it was sent to.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use routing::Book;
use window::{Error, PATIENCE, Result, Window};

pub struct Sandbox {
    process: Mutex<Child>,
    /// `127.0.0.1:PORT`.
    host: String,
}

impl Sandbox {
    /// Serves a book at a free port.
    pub fn serve(book: &Path, arguments: &[&str]) -> Sandbox {
        let yard = Path::new(env!("CARGO_BIN_EXE_switchyard")).with_file_name("yard");
        assert!(
            yard.exists(),
            "{} is missing: cargo build -p yard",
            yard.display()
        );
        let mut process = Command::new(yard)
            .args(["sandbox", "--control", "--quiet", "--book"])
            .arg(book)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let out = process.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut url).unwrap();
        let host = url.trim().strip_prefix("http://").unwrap().to_owned();
        Sandbox {
            process: Mutex::new(process),
            host,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.host)
    }

    /// What it holds now.
    pub fn book(&self) -> Book {
        let answer = call(&self.host, "GET", "/__sandbox/book", "").unwrap();
        Book::read(answer.body.as_bytes()).unwrap()
    }

    /// Somebody else makes changes.
    pub fn meanwhile(&self, change: impl FnOnce(&mut Book)) {
        let mut book = self.book();
        change(&mut book);
        let answer = call(&self.host, "PUT", "/__sandbox/book", &book.write()).unwrap();
        assert_eq!(answer.status, 204, "{}", answer.body);
    }

    /// The next calls that match meet a fault, as the sandbox's documentation writes it.
    pub fn fault(&self, json: &str) {
        let answer = call(&self.host, "POST", "/__sandbox/faults", json).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// Nobody answers any more.
    pub fn stop(&self) {
        let mut process = self.process.lock().unwrap();
        let _ = process.kill();
        let _ = process.wait();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop();
    }
}

/// An `xdg-open` of our own, which notes the page instead of showing it.
pub struct Browser {
    folder: PathBuf,
}

impl Browser {
    pub fn in_folder(folder: PathBuf) -> Browser {
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join("xdg-open");
        let note = folder.join("page");
        // Renamed when it is whole, so that nobody reads half an address.
        let script = format!(
            "#!/bin/sh\nprintf %s \"$1\" > '{0}.new' && mv '{0}.new' '{0}'\n",
            note.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Browser { folder }
    }

    /// A `PATH` on which it comes first.
    pub fn path(&self) -> String {
        let rest = std::env::var("PATH").unwrap_or_default();
        format!("{}:{rest}", self.folder.display())
    }

    /// Waits until the window sends a person to sign in, and agrees for the brokerage.
    pub fn agree(&self, window: &Window, brand: &str) -> Result<()> {
        let note = self.folder.join("page");
        let page = window.wait("the browser to be opened", || {
            Ok(fs::read_to_string(&note).ok())
        })?;
        let _ = fs::remove_file(&note);
        let (host, path) = parted(&page)?;
        let form = call(host, "GET", path, "")?.body;
        let request = form
            .split_once("name=\"request\" value=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(request, _)| request)
            .ok_or_else(|| Error(format!("no form to answer in {form}")))?;
        let sent = call(
            host,
            "POST",
            "/oauth2/auth",
            &format!("request={request}&answer=accept&brand={brand}"),
        )?;
        let back = sent
            .location
            .ok_or_else(|| Error(format!("the form leads nowhere: {}", sent.body)))?;
        let (host, path) = parted(&back)?;
        call(host, "GET", path, "").map(drop)
    }
}

fn parted(address: &str) -> Result<(&str, &str)> {
    let rest = address.strip_prefix("http://");
    let slash = rest.and_then(|rest| Some((rest, rest.find('/')?)));
    let (rest, slash) = slash.ok_or_else(|| Error(format!("{address} is not on this computer")))?;
    Ok(rest.split_at(slash))
}

struct Answer {
    status: u16,
    location: Option<String>,
    body: String,
}

/// As much HTTP as the sandbox and a redirect need.
fn call(host: &str, method: &str, path: &str, body: &str) -> Result<Answer> {
    let told = |e: std::io::Error| Error(format!("{method} {host}: {e}"));
    let mut stream = TcpStream::connect(host).map_err(told)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(told)?;
    let kind = match body.starts_with(['{', '[']) {
        true => "application/json",
        false => "application/x-www-form-urlencoded",
    };
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream
        .write_all(&[head.as_bytes(), body.as_bytes()].concat())
        .map_err(told)?;
    let mut text = String::new();
    stream.read_to_string(&mut text).map_err(told)?;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let location = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("location")
            .then(|| value.to_owned())
    });
    Ok(Answer {
        status: status.unwrap_or(0),
        location,
        body: body.to_owned(),
    })
}
