//! WebKitWebDriver: starts the app's own binary and lets us look at and touch its page.

use crate::display::end_gently;
use crate::http::call;
use crate::{Error, Result, poll};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Long enough for a cold start of the app on a busy machine; scripts have their own limit.
const ANSWER: Duration = Duration::from_secs(60);

pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// `env` reaches the app, which the driver starts.
    pub fn start(env: &[(String, String)]) -> Result<Self> {
        let port = free_port()?;
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .envs(env.iter().map(|(k, v)| (k, v)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error(format!("cannot start WebKitWebDriver: {e}")))?;
        let mut driver = Self { process, port };
        poll("WebKitWebDriver", Duration::from_secs(20), || {
            if let Ok(Some(status)) = driver.process.try_wait() {
                return Err(Error(format!("WebKitWebDriver ended with {status}")));
            }
            let status = call(port, "GET", "/status", None, Duration::from_secs(5));
            Ok(status.is_ok().then_some(()))
        })?;
        Ok(driver)
    }

    /// Opens the app and gives the id of the session with it.
    pub fn open(&self, binary: &Path, args: &[String]) -> Result<String> {
        let options = json!({ "binary": binary, "args": args });
        let wanted = json!({ "capabilities": {
            "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = self.post("/session", &wanted)?;
        answer
            .get("sessionId")
            .and_then(Value::as_str)
            .map(str::to_owned)
            .ok_or_else(|| Error(format!("no session in {answer}")))
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        call(self.port, "GET", path, None, ANSWER)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        call(self.port, "POST", path, Some(body), ANSWER)
    }

    /// Ends a session, which closes its window. An app that is gone already is no error.
    pub fn close(&self, session: &str) {
        let path = format!("/session/{session}");
        let _ = call(self.port, "DELETE", &path, None, Duration::from_secs(5));
    }

    /// The app's process, while it runs: the driver's only child.
    pub fn app(&self) -> Option<u32> {
        let processes = std::fs::read_dir("/proc").ok()?;
        processes
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
            .find(|id| parent(*id) == Some(self.process.id()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(app) = self.app() {
            crate::display::signal(app, "KILL");
        }
        end_gently(&mut self.process);
    }
}

/// Whether a killed or closed process is gone with all its threads: until then it holds its files
/// and their locks, although it may count as a zombie already.
pub fn is_gone(process: u32) -> bool {
    let folder = format!("/proc/{process}");
    let state = std::fs::read_to_string(format!("{folder}/stat"));
    let dead = state.is_ok_and(|stat| {
        let rest = stat.rsplit_once(") ").map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.starts_with('Z'))
    });
    let threads = std::fs::read_dir(format!("{folder}/task")).map_or(0, Iterator::count);
    threads == 0 || (dead && threads == 1)
}

/// The parent of a living process. The command name may hold spaces and brackets, so the fields
/// are counted from its last bracket on.
fn parent(process: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    let alive = fields.next().is_some_and(|state| state != "Z");
    let parent = fields.next()?.parse().ok()?;
    alive.then_some(parent)
}

fn free_port() -> Result<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|e| Error(format!("no free port: {e}")))
}
