#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

use switchyard_app::desk::Start;

fn main() {
    let start = Start {
        mirror: "switchyard.mirror".into(),
        book: None,
    };
    if let Err(error) = switchyard_app::run(start) {
        eprintln!("switchyard: {error}");
        std::process::exit(1);
    }
}
