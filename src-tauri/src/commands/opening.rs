use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Opened};

/// Opens the mirror, or answers with what keeps it shut; asked again, it tries again.
#[tauri::command]
#[specta::specta]
pub async fn open(desk: State<'_, Desk>) -> Result<Opened, AppError> {
    desk.ask(|session| session.opened()).await
}
