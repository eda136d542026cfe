//! `cargo xtask bench`: how fast the release window is. Every figure stands beside what it is held
//! against, and both are taken in turn, so that a busy machine slows both; the load is said.
//!
//! It measures `driven`, the app as it ships but for letting itself be driven, and `empty`, a
//! window with nothing in it. docs/speed.md keeps what it printed.

mod figures;
mod hands;
mod memory;
mod scrolling;
mod startup;
mod stopwatch;
mod subjects;

use crate::shell::{Result, answer, stop};
use figures::{Figure, Sheet};
use subjects::Subjects;

type Part = (&'static str, fn(&Subjects) -> Result<Vec<Figure>>);

const PARTS: [Part; 6] = [
    ("startup", startup::measure),
    ("tree", hands::tree),
    ("scrolling", scrolling::measure),
    ("board", hands::board),
    ("edits", hands::edits),
    ("memory", memory::measure),
];

/// Measures the named parts, or all of them; with `--as-built` without building first.
pub fn run(words: &[&str]) -> Result<()> {
    let (options, wanted): (Vec<&str>, Vec<&str>) = words.iter().partition(|w| w.starts_with("--"));
    if let Some(unknown) = wanted.iter().find(|w| PARTS.iter().all(|(p, _)| p != *w)) {
        let known = PARTS.map(|(part, _)| part).join(", ");
        return stop(format!(
            "there is no part {unknown:?} to measure, only {known}"
        ));
    }
    if !cfg!(target_os = "linux") {
        return stop("the windows are driven by WebKitWebDriver, which only Linux has");
    }
    let subjects = match options.as_slice() {
        [] => Subjects::build()?,
        ["--as-built"] => Subjects::as_built()?,
        _ => return stop("the one option is --as-built"),
    };
    let mut sheet = Sheet::default();
    for (part, measure) in PARTS {
        if wanted.is_empty() || wanted.contains(&part) {
            println!("\n\u{2500}\u{2500} {part}");
            sheet.add(measure(&subjects)?);
        }
    }
    let date = answer("date", &["+%Y-%m-%d"]).unwrap_or_default();
    println!("\n{date}, {}\n\n{sheet}", figures::weather());
    Ok(())
}
