//! The system's own packages: what the window is drawn with, what SQLite's bindings are made
//! with, and what lets tests open a window where there is no screen and a key store where nobody
//! is signed in.

use crate::shell::{Result, answer, cargo, command, run, stop};
use std::path::Path;

/// On Debian, Ubuntu and what derives from them.
const DEBIAN: [&str; 10] = [
    "build-essential",
    "dbus",
    "gnome-keyring",
    "libclang-dev",
    "libgl1-mesa-dri",
    "librsvg2-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
    "webkit2gtk-driver",
    "xvfb",
];

const FEDORA: &str = "sudo dnf install gcc gcc-c++ make pkgconf-pkg-config clang-devel \
     webkit2gtk4.1-devel librsvg2-devel mesa-dri-drivers gnome-keyring \
     /usr/bin/dbus-run-session /usr/bin/WebKitWebDriver /usr/bin/Xvfb";
const ARCH: &str = "sudo pacman -S --needed base-devel clang webkit2gtk-4.1 webkitgtk-6.0 \
     librsvg mesa xorg-server-xvfb dbus gnome-keyring";

pub fn prepare() -> Result<()> {
    match std::env::consts::OS {
        "linux" => linux()?,
        "macos" => macos()?,
        "windows" => println!(
            "Windows: needs the MSVC build tools, LLVM (winget install LLVM.LLVM) and WebView2, \
             which Windows 11 has."
        ),
        other => println!("{other} is untried; WebKitGTK 4.1 and libclang are needed."),
    }
    rust_components()
}

fn linux() -> Result<()> {
    // Other systems have dpkg too, as a tool among others.
    if on_path("dpkg-query") && on_path("apt-get") {
        return debian();
    }
    let missing = missing_elsewhere();
    if missing.is_empty() {
        return Ok(());
    }
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let of = |names: &[&str]| {
        let mut ids = system.lines().filter(|l| l.starts_with("ID"));
        ids.any(|line| names.iter().any(|name| line.contains(name)))
    };
    let how = match () {
        () if of(&["fedora"]) => FEDORA.to_owned(),
        () if of(&["arch"]) => ARCH.to_owned(),
        () => format!(
            "Debian calls the packages {}; install what your system calls the same.",
            DEBIAN.join(", ")
        ),
    };
    stop(format!(
        "Switchyard needs some system packages; missing: {}.\nRun this, then try again:\n\n  {how}",
        missing.join(", ")
    ))
}

fn debian() -> Result<()> {
    let missing = missing_in_debian();
    if missing.is_empty() {
        return Ok(());
    }
    let root = answer("id", &["-u"]).as_deref() == Some("0");
    let list = missing.join(" ");
    println!("Switchyard needs these system packages: {list}");
    if !root {
        println!("They are installed with sudo, which may ask for your password.");
        if answer("sudo", &["--version"]).is_none() {
            return stop(format!(
                "There is no sudo here. Run this as root, then try again:\n\n  \
                 apt-get update && apt-get install {list}"
            ));
        }
    }
    let apt = |arguments: &[&str]| {
        let quiet = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"];
        let words: Vec<&str> = quiet.iter().chain(arguments).copied().collect();
        match root {
            true => command("env", &words),
            false => command("sudo", &[&["env"], words.as_slice()].concat()),
        }
    };
    // A stale list may still do; what counts is whether the install works.
    let _ = run("List of packages", &mut apt(&["update"]));
    let arguments = [&["install", "--no-install-recommends"], missing.as_slice()].concat();
    run("System packages", &mut apt(&arguments))?;
    match missing_in_debian().as_slice() {
        [] => Ok(()),
        left => stop(format!("apt-get did not install {}", left.join(", "))),
    }
}

fn missing_in_debian() -> Vec<&'static str> {
    let format = "--showformat=${Package} ${db:Status-Status}\n";
    let installed = |name: &str| {
        answer("dpkg-query", &["--show", format, name])
            .is_some_and(|found| found.lines().any(|l| l.ends_with(" installed")))
    };
    DEBIAN.into_iter().filter(|p| !installed(p)).collect()
}

fn missing_elsewhere() -> Vec<&'static str> {
    let mut missing = Vec::new();
    for library in ["webkit2gtk-4.1", "librsvg-2.0"] {
        if answer("pkg-config", &["--exists", library]).is_none() {
            missing.push(library);
        }
    }
    for program in [
        "cc",
        "clang",
        "WebKitWebDriver",
        "Xvfb",
        "dbus-run-session",
        "gnome-keyring-daemon",
    ] {
        if !on_path(program) {
            missing.push(program);
        }
    }
    missing
}

fn macos() -> Result<()> {
    match answer("xcode-select", &["-p"]) {
        Some(_) => Ok(()),
        None => stop("Switchyard needs Apple's command line tools. Run: xcode-select --install"),
    }
}

fn rust_components() -> Result<()> {
    let missing: Vec<&str> = ["rustfmt", "clippy"]
        .into_iter()
        .zip(["fmt", "clippy"])
        .filter(|(_, tool)| !works(tool))
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let arguments = [&["component", "add"], missing.as_slice()].concat();
    if answer("rustup", &["--version"]).is_none() {
        return stop(format!(
            "cargo has no {} here; install it with rustup or your system's packages.",
            missing.join(" and no ")
        ));
    }
    run("Rust's tools", &mut command("rustup", &arguments)).map(drop)
}

fn works(tool: &str) -> bool {
    cargo(&[tool, "--version"])
        .output()
        .is_ok_and(|o| o.status.success())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}
