//! Switchyard as people get it, but for one thing: a release build of this lets its window be
//! driven from outside. It is what `cargo xtask bench` measures, and nothing ships it.

use std::process::ExitCode;

use switchyard_app::launch::Wishes;

fn main() -> ExitCode {
    match switchyard_app::run(Wishes::from_command_line()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("driven: {error}");
            ExitCode::FAILURE
        }
    }
}
