#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

use std::process::ExitCode;

use switchyard_app::launch::Wishes;

fn main() -> ExitCode {
    #[cfg(not(debug_assertions))]
    if let Some(code) = switchyard_app::launch::without_automation() {
        return code;
    }
    match switchyard_app::run(Wishes::from_command_line()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("switchyard: {error}");
            ExitCode::FAILURE
        }
    }
}
