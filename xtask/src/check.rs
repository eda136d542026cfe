//! `cargo xtask test`: everything that must hold before a change lands. A failed step does not
//! keep the others from running; what failed is listed at the end.

use crate::shell::{Result, Stop, cargo, npm, run, seconds, stop};
use crate::{node, system};
use std::process::Command;
use std::time::Instant;

pub fn all() -> Result<()> {
    let started = Instant::now();
    system::prepare()?;
    node::prepare()?;

    // The page comes first: the app carries it, and cargo builds the app.
    let steps: [(&str, Command); 6] = [
        ("Rust is formatted", cargo(&["fmt", "--all", "--check"])),
        ("The window's page, built", npm(&["run", "build"])),
        (
            "The window's page: types, lints, tests",
            npm(&["run", "check"]),
        ),
        (
            "Rust is free of lints",
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        (
            "Rust builds",
            cargo(&["test", "--workspace", "--locked", "--no-run", "--quiet"]),
        ),
        (
            "Crates, bindings and the real window",
            cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]),
        ),
    ];
    let mut lines = Vec::new();
    let mut failed = 0;
    for (title, mut command) in steps {
        match run(title, &mut command) {
            Ok(took) => lines.push(format!("  ok      {title}, {}", seconds(took))),
            Err(Stop(why)) => {
                eprintln!("   {why}");
                lines.push(format!("  FAILED  {why}"));
                failed += 1;
            }
        }
    }
    println!("\n{}", lines.join("\n"));
    let took = seconds(started.elapsed());
    match failed {
        0 => {
            println!("\nAll holds, after {took}.");
            Ok(())
        }
        1 => stop(format!("One step failed, after {took}.")),
        n => stop(format!("{n} steps failed, after {took}.")),
    }
}
