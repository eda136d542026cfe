use tauri::{State, WebviewWindow};

use crate::look::{self, LastLook};
use crate::wire::{AppError, Code, Look};

/// Closes the window at once: what would be lost, the page has asked about.
#[tauri::command]
#[specta::specta]
pub async fn close_window(window: WebviewWindow) -> Result<(), AppError> {
    window
        .destroy()
        .map_err(|error| AppError::new(Code::Internal, error.to_string()))
}

/// Draws the window so, and keeps it for the next one.
#[tauri::command]
#[specta::specta]
pub async fn set_look(
    window: WebviewWindow,
    last: State<'_, LastLook>,
    look: Look,
) -> Result<(), AppError> {
    look::apply(&window, look).map_err(|error| AppError::new(Code::Internal, error.to_string()))?;
    last.keep(look);
    Ok(())
}
