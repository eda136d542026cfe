//! Running other programs from the root of the repository, and saying so.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why we cannot go on, for people: what is missing and what to do about it.
pub struct Stop(pub String);

pub type Result<T> = std::result::Result<T, Stop>;

pub fn stop<T>(message: impl Into<String>) -> Result<T> {
    Err(Stop(message.into()))
}

impl From<window::Error> for Stop {
    fn from(error: window::Error) -> Self {
        Self(error.0)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

pub fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}

pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// The cargo that started us. What it told us about ourselves would confuse the build scripts
/// of others into running again.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut cargo = command(&program, arguments);
    for (name, _) in std::env::vars() {
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(name);
        }
    }
    cargo
}

pub fn npm(arguments: &[&str]) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut npm = command(program, arguments);
    npm.current_dir(root().join("ui"));
    npm
}

/// Shows the command, runs it with its output on our terminal, and says how long it took.
pub fn run(title: &str, command: &mut Command) -> Result<Duration> {
    let started = Instant::now();
    println!("\n\u{2500}\u{2500} {title}");
    println!("   {}", line(command));
    let status = command.status().map_err(|e| {
        let program = command.get_program().to_string_lossy();
        Stop(format!("cannot run {program}: {e}"))
    })?;
    let took = started.elapsed();
    if !status.success() {
        return stop(format!("{title}: failed after {}", seconds(took)));
    }
    println!("   {title}: done in {}", seconds(took));
    Ok(took)
}

/// What a program prints, if it is there and ends well.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = command(program, arguments);
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        s if s < 60 => format!("{:.1} s", time.as_secs_f64()),
        s => format!("{} min {:02} s", s / 60, s % 60),
    }
}

fn line(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit(['/', '\\']).next().unwrap_or_default();
    let arguments = command.get_args().map(|a| a.to_string_lossy());
    std::iter::once(program.into())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}
