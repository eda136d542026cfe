use tauri::{AppHandle, State};
use tauri_specta::Event;

use crate::desk::Desk;
use crate::wire::{AppError, Code, MirrorDamaged, Opened};

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

/// Opens a new mirror beside the one that stays shut.
#[tauri::command]
#[specta::specta]
pub async fn open_afresh(desk: State<'_, Desk>) -> Result<Opened, AppError> {
    let desk = desk.inner().clone();
    tauri::async_runtime::spawn_blocking(move || desk.open_afresh()?.opened())
        .await
        .unwrap_or_else(|_| Err(AppError::new(Code::Internal, "no mirror was opened")))
}

async fn check(app: AppHandle, desk: Desk) {
    if let Err(AppError { message, help, .. }) = desk.ask(|session| session.check_once()).await {
        // It fails only when the window is gone.
        let _ = MirrorDamaged { message, help }.emit(&app);
    }
}
