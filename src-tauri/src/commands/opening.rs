use tauri::{AppHandle, State};
use tauri_specta::Event;

use crate::desk::Desk;
use crate::wire::{AppError, MirrorDamaged, Opened};

/// Opens the mirror, or answers with what keeps it shut; asked again, it tries again.
#[tauri::command]
#[specta::specta]
pub async fn open(app: AppHandle, desk: State<'_, Desk>) -> Result<Opened, AppError> {
    let opened = desk.ask(|session| session.opened()).await?;
    // Not before the window has asked: nobody would hear of the damage.
    if opened.unclean {
        tauri::async_runtime::spawn(check(app, desk.inner().clone()));
    }
    Ok(opened)
}

/// Builds ahead what a first search would wait for. The window asks for it once it is drawn, since
/// before that it would only hold up the drawing.
#[tauri::command]
#[specta::specta]
pub async fn warm(desk: State<'_, Desk>) -> Result<(), AppError> {
    desk.ask(|session| session.warm_more()).await
}

async fn check(app: AppHandle, desk: Desk) {
    if let Err(AppError { message, help, .. }) = desk.ask(|session| session.check_once()).await {
        // It fails only when the window is gone.
        let _ = MirrorDamaged { message, help }.emit(&app);
    }
}
