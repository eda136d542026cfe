//! The page in the window is built with node, and the app carries what comes out.

use crate::shell::{Result, answer, npm, root, run, stop};
use std::time::SystemTime;

/// Checks node and installs the page's packages where they are missing or out of date.
pub fn prepare() -> Result<()> {
    let Some(version) = answer("node", &["--version"]) else {
        return stop(
            "Switchyard needs Node.js 20.19 or newer to build its window, and finds no `node`. \
             See https://nodejs.org",
        );
    };
    if !is_new_enough(&version) {
        return stop(format!(
            "Switchyard needs Node.js 20.19 or newer (of the 22 line, 22.12) to build its window; \
             this is {version}. See https://nodejs.org"
        ));
    }
    if is_installed() {
        return Ok(());
    }
    let arguments = ["ci", "--no-audit", "--no-fund"];
    run("Packages of the window's page", &mut npm(&arguments)).map(drop)
}

pub fn build() -> Result<()> {
    run("The window's page", &mut npm(&["run", "build"])).map(drop)
}

/// npm writes a lock file of its own when an install is complete.
fn is_installed() -> bool {
    let changed = |path: &str| -> Option<SystemTime> {
        std::fs::metadata(root().join("ui").join(path))
            .and_then(|m| m.modified())
            .ok()
    };
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some_and(|at| changed("package-lock.json").is_some_and(|wanted| wanted <= at))
}

/// What Vite asks for: ^20.19 or 22.12 and newer.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|n| n.parse::<u32>().unwrap_or(0));
    match (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) {
        (20, minor) => minor >= 19,
        (22, minor) => minor >= 12,
        (major, _) => major > 22,
    }
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn node_is_as_new_as_vite_asks() {
        for new in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.1"] {
            assert!(is_new_enough(new), "{new}");
        }
        for old in ["v18.19.0", "v20.18.3", "v21.7.0", "v22.11.0", ""] {
            assert!(!is_new_enough(old), "{old}");
        }
    }
}
