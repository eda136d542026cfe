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
    system::prepare()?;
    node::prepare()?;
    let app = make(build)?;
    if has_display() {
        return open(&app);
    }
    match build {
        Build::Debug => report(&app),
        // Nobody outside may drive the window of a release build, so neither may we.
        Build::Release => stop(
            "The release build is made, but there is no display to open it on, and only debug \
             builds let themselves be read from outside. Try: cargo xtask run",
        ),
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
    let window = open_virtually(app, "Adwaita")?;
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

/// On a mirror of its own, made anew, so that it opens on the sample brokerage.
pub fn open_virtually(app: &Path, theme: &str) -> Result<Window> {
    open_in(&empty_folder()?, app, theme)
}

/// Its name is seen in pictures, so it tells nothing of the machine.
pub fn empty_folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join("switchyard");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
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
