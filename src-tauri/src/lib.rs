//! The desktop shell: one window over one mirror. Only this crate knows Tauri, and only its
//! `wire` types reach the window; what a lead does is decided in `routing`, what is kept is in
//! `mirror`, and what is said to Rechat is in `sync` and `remote`.

mod builder;
mod checks;
pub mod commands;
mod connect;
pub mod desk;
mod edits;
mod error;
mod files;
mod find;
mod history;
pub mod launch;
mod look;
mod outcomes;
mod parts;
pub mod rechat;
#[cfg(target_os = "linux")]
mod renderer;
pub mod session;
mod simulation;
mod snapshot;
mod suggestions;
mod view;
pub mod wire;

use std::path::PathBuf;

use tauri::{App, Manager, RunEvent, Theme, Url, WebviewWindowBuilder};

use desk::Desk;
use launch::Wishes;
use look::LastLook;
use rechat::{Outside, Rechat};
use wire::Look;

/// Opens the window and returns when it is closed.
pub fn run(wishes: Wishes) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    renderer::choose();
    let typed = commands::typed();
    tauri::Builder::default()
        .invoke_handler(commands::answer(&typed))
        .setup(move |app| {
            typed.mount_events(app);
            // Without a home folder the mirror is made where the program was started.
            let data_folder = app
                .path()
                .app_local_data_dir()
                .unwrap_or_else(|_| PathBuf::from("."));
            let desk = Desk::new(wishes.start(&data_folder));
            app.manage(desk.clone());
            app.manage(LastLook::in_folder(&data_folder));
            app.manage(Rechat::new(desk.clone(), Outside::of_this_system()));
            // The mirror opens while the window does.
            tauri::async_runtime::spawn_blocking(move || desk.open_early());
            show_window(app)?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            // The process ends without unwinding, and a mirror left open counts as an unclean end.
            if let RunEvent::Exit = event
                && let Some(desk) = app.try_state::<Desk>()
            {
                desk.close();
            }
        });
    Ok(())
}

/// The window appears at once, in the colour and size the page will have, so that nothing flashes.
fn show_window(app: &App) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let window = WebviewWindowBuilder::from_config(app, config)?
            .on_navigation(is_ours)
            .build()?;
        let look = app.state::<LastLook>().read().unwrap_or(Look {
            zoom_percent: 100,
            dark: window.theme()? == Theme::Dark,
        });
        look::apply(&window, look)?;
        window.show()?;
    }
    Ok(())
}

/// A stray link, or a file dropped on the page, must not take the app's place.
fn is_ours(page: &Url) -> bool {
    page.scheme() == "tauri" || page.host_str() == Some("tauri.localhost") || tauri::is_dev()
}
