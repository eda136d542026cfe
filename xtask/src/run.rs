//! `cargo xtask run`: from a fresh clone to the open window. Where there is no display it opens
//! in a virtual one, and what the window says is printed instead.

use crate::shell::{Result, Stop, cargo, run as step, stop};
use crate::{node, system};
use std::path::{Path, PathBuf};
use window::{Launch, Window};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    Debug,
    Release,
}

pub fn run(build: Build) -> Result<()> {
    // Nobody outside may drive the window of a release build, so neither may we.
    if !has_display() && build == Build::Release {
        return stop(
            "There is no display to open a release build on, and only debug builds let themselves \
             be read from outside. Try: cargo xtask run",
        );
    }
    system::prepare()?;
    node::prepare()?;
    let app = make(build)?;
    match has_display() {
        true => open(&app),
        false => report(&app),
    }
}

/// Builds the page, then the app around it.
pub fn make(build: Build) -> Result<PathBuf> {
    node::build()?;
    // Of the whole workspace, so that the crates are built with the features they have for all.
    let mut arguments = vec!["build", "--workspace", "--bin", "switchyard", "--locked"];
    match build {
        Build::Debug => println!(
            "\nA debug build, which takes half as long to make; --release makes the fast one."
        ),
        Build::Release => arguments.push("--release"),
    }
    step("Switchyard", &mut cargo(&arguments))?;
    let folder = match build {
        Build::Debug => "debug",
        Build::Release => "release",
    };
    let name = format!("switchyard{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join(folder).join(name))
}

/// The folder cargo builds in: we were built there ourselves.
pub fn target() -> Result<PathBuf> {
    let ourselves = std::env::current_exe()?;
    ourselves
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .ok_or_else(|| Stop("cannot tell where cargo builds".into()))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    cfg!(not(target_os = "linux")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn open(app: &Path) -> Result<()> {
    println!("\nSwitchyard opens; close its window to end.");
    let status = std::process::Command::new(app).status()?;
    match status.success() {
        true => Ok(()),
        false => stop(format!("Switchyard ended with {status}")),
    }
}

/// Reads from the window itself, not from the engine beside it.
fn report(app: &Path) -> Result<()> {
    println!("\nNo display here: Switchyard opens in a virtual one, on the sample brokerage.");
    let folder = target()?.join(format!("run-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let read = read_in(&folder, app);
    std::fs::remove_dir_all(&folder)?;
    read
}

/// On a mirror of its own in this folder, so that it opens on the sample brokerage.
fn read_in(folder: &Path, app: &Path) -> Result<()> {
    let window = open_in(folder, app, "Adwaita")?;
    let math = window.account_math().text()?;
    let title = window.css("h1").text()?;
    println!("\n{title} ({math})");
    let samples = window.samples();
    samples.appears_any()?;
    for sample in samples.names()? {
        let sentence = window.land(&sample)?;
        println!("\n  {sample}\n    {sentence}");
    }
    window.at_rest()?;
    let picture = target()?.join("switchyard.png");
    window.screenshot(&picture)?;
    window.close()?;
    println!("\nA picture of the window: {}", picture.display());
    Ok(())
}

/// On the mirror in this folder, where there is one.
pub fn open_in(folder: &Path, app: &Path, theme: &str) -> Result<Window> {
    let launch = Launch::new(app)
        .env("SWITCHYARD_MIRROR", mirror_in(folder).to_string_lossy())
        .env("GTK_THEME", theme)
        .home(folder);
    let window = Window::open(&launch)?;
    window.outcome().appears()?;
    window.at_rest()?;
    Ok(window)
}

pub fn mirror_in(folder: &Path) -> PathBuf {
    folder.join("brokerage.mirror")
}
