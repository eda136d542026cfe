//! The desktop shell: one window over one mirror. Only this crate knows Tauri, and only its
//! `wire` types reach the window; what a lead does is decided in `routing`, what is kept is in
//! `mirror`.

pub mod commands;
pub mod desk;
pub mod error;
pub mod session;
pub mod wire;

use desk::{Desk, Start};

pub fn run(start: Start) -> Result<(), tauri::Error> {
    let typed = commands::typed();
    let desk = Desk::new(start);

    tauri::Builder::default()
        .manage(desk.clone())
        .invoke_handler(commands::answer(&typed))
        .setup(move |app| {
            typed.mount_events(app);
            // The mirror opens while the window does.
            tauri::async_runtime::spawn_blocking(move || desk.session());
            let window = app
                .config()
                .app
                .windows
                .first()
                .ok_or("tauri.conf.json has no window")?;
            tauri::WebviewWindowBuilder::from_config(app.handle(), window)?
                .build()?
                .show()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
