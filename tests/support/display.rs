//! A screen that exists only in memory, for machines without one and for tests that must not
//! disturb the one there is.

use crate::{Error, Result};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Xvfb picks a free number itself, so any number of displays can start at once.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error(format!("cannot start Xvfb: {e}")))?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            let _ = BufReader::new(out).read_line(&mut number);
        }
        let name = format!(":{}", number.trim());
        let display = Self { server, name };
        if display.name == ":" {
            return Err(Error("Xvfb ended before it had a display".into()));
        }
        Ok(display)
    }

    /// As the variable DISPLAY wants it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Killed the hard way it would leave its lock and socket in /tmp behind.
        end_gently(&mut self.server);
    }
}

/// SIGTERM, and SIGKILL for what does not listen.
pub(crate) fn end_gently(child: &mut Child) {
    let asked = signal(child.id(), "TERM");
    let gone = || match child.try_wait() {
        Ok(None) => Ok(None),
        _ => Ok(Some(())),
    };
    if !asked || crate::poll("the end of a process", Duration::from_secs(2), gone).is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The standard library can only send SIGKILL; every POSIX shell has `kill` built in.
pub(crate) fn signal(process: u32, name: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("kill -{name} {process}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}
