use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Edit, EditState};

#[tauri::command]
#[specta::specta]
pub async fn edit(desk: State<'_, Desk>, edit: Edit) -> Result<EditState, AppError> {
    desk.ask(move |session| session.edit(edit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn undo(desk: State<'_, Desk>) -> Result<EditState, AppError> {
    desk.ask(|session| session.undo()).await
}

#[tauri::command]
#[specta::specta]
pub async fn redo(desk: State<'_, Desk>) -> Result<EditState, AppError> {
    desk.ask(|session| session.redo()).await
}
