pub mod wire;

pub fn run() -> Result<(), tauri::Error> {
    tauri::Builder::default()
        .setup(|app| {
            let window = app.config().app.windows.first().ok_or("tauri.conf.json has no window")?;
            tauri::WebviewWindowBuilder::from_config(app.handle(), window)?.build()?.show()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
