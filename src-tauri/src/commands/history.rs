use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Comparison, EditState, Version};

/// Every version, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn versions(desk: State<'_, Desk>) -> Result<Vec<Version>, AppError> {
    desk.ask(|session| session.versions()).await
}

/// Keeps the draft as a version.
#[tauri::command]
#[specta::specta]
pub async fn save_version(desk: State<'_, Desk>, note: String) -> Result<Version, AppError> {
    desk.ask(move |session| session.save_version(&note)).await
}

/// Replaces the draft by a version; one undo brings the draft back.
#[tauri::command]
#[specta::specta]
pub async fn restore_version(desk: State<'_, Desk>, version: u32) -> Result<EditState, AppError> {
    desk.ask(move |session| session.restore_version(version))
        .await
}

/// What makes `now` out of `old`, in words; `null` is the draft.
#[tauri::command]
#[specta::specta]
pub async fn compare(
    desk: State<'_, Desk>,
    old: Option<u32>,
    now: Option<u32>,
) -> Result<Comparison, AppError> {
    desk.ask(move |session| session.compare(old, now)).await
}
