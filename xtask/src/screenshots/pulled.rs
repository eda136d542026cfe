//! A mirror that has been pulled, from a sandbox that serves the sample brokerage and then ends.

use crate::run::{mirror_in, target};
use crate::shell::{Result, Stop, cargo, run, stop};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const TOKEN: &str = "screenshots";

pub fn build_yard() -> Result<PathBuf> {
    let arguments = ["build", "--workspace", "--bin", "yard", "--locked"];
    run("yard", &mut cargo(&arguments))?;
    let name = format!("yard{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join("debug").join(name))
}

pub fn mirror(yard: &Path, folder: &Path) -> Result<()> {
    let book = folder.join("book.json");
    let sample = Command::new(yard).arg("sample").output()?;
    std::fs::write(&book, sample.stdout)?;
    let (mut sandbox, url) = serve(yard, &book)?;
    let pulled = Command::new(yard)
        .args(["pull", "--api", &url, "--mirror"])
        .arg(mirror_in(folder))
        .env("SWITCHYARD_TOKEN", TOKEN)
        .output();
    sandbox.kill()?;
    sandbox.wait()?;
    let pulled = pulled?;
    match pulled.status.success() {
        true => Ok(()),
        false => stop(String::from_utf8_lossy(&pulled.stderr)),
    }
}

/// Its first line is its address.
fn serve(yard: &Path, book: &Path) -> Result<(Child, String)> {
    let mut sandbox = Command::new(yard)
        .args(["sandbox", "--token", TOKEN, "--book"])
        .arg(book)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut url = String::new();
    if let Some(out) = sandbox.stdout.take() {
        BufReader::new(out).read_line(&mut url)?;
    }
    match url.trim() {
        "" => Err(Stop("the sandbox ended before it served".into())),
        url => Ok((sandbox, url.to_owned())),
    }
}
