use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Edit, EditState, Outcomes};

#[tauri::command]
#[specta::specta]
pub async fn edit(desk: State<'_, Desk>, edit: Edit) -> Result<EditState, AppError> {
    desk.ask(move |session| session.edit(edit)).await
}

/// Where every sample would land after an edit, and where it lands now. Nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn preview(desk: State<'_, Desk>, edit: Edit) -> Result<Outcomes, AppError> {
    desk.ask(move |session| session.preview(edit)).await
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
