//! What a newcomer runs: `cargo xtask run` and `cargo xtask test`. Both first bring the machine
//! to where they need it. Few dependencies, so that it builds in seconds where nothing is yet.

mod bench;
mod check;
mod node;
mod run;
mod screenshots;
mod shell;
mod system;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  run [--release]    set up, build and open Switchyard. Without a display it opens in a virtual
                     one, tells where the sample leads land and leaves a picture
  test               set up, then everything that must hold: formats, lints, types, tests of
                     the window's page, of the crates, and of the real window
  screenshots        take the pictures in docs/ again
  bench [part]...    measure the release window beside an empty one: startup, tree, scrolling,
                     board, edits, memory; with --as-built what the last build made

Both install missing system packages through apt-get on Debian and Ubuntu (with sudo only where
you are not root, and said before), and name the command to run elsewhere.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["run"] => run::run(run::Build::Debug),
        ["run", "--release"] => run::run(run::Build::Release),
        ["test"] => check::all(),
        ["screenshots"] => screenshots::take(),
        ["bench", wanted @ ..] => bench::run(wanted),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(shell::Stop(message)) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}
