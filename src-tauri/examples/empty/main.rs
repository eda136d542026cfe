//! The least that a Tauri app can be: a window of Switchyard's size with nothing in it. What
//! Switchyard's own window is measured against.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "src-tauri/examples/empty/tauri.conf.json"
    ))
}
