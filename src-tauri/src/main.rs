#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

fn main() {
    if let Err(error) = switchyard_app::run() {
        eprintln!("switchyard: {error}");
        std::process::exit(1);
    }
}
