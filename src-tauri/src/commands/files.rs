use tauri::{State, WebviewWindow};

use crate::desk::Desk;
use crate::wire::{AppError, Opened};

/// Replaces the draft with a book; one undo brings the old one back.
#[tauri::command]
#[specta::specta]
pub async fn import_book(desk: State<'_, Desk>, file: String) -> Result<Opened, AppError> {
    desk.ask(move |session| session.import_book(file.as_ref()))
        .await
}

#[tauri::command]
#[specta::specta]
pub async fn export_book(desk: State<'_, Desk>, file: String) -> Result<(), AppError> {
    desk.ask(move |session| session.export_book(file.as_ref()))
        .await
}

/// The system's dialog; `None` where the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn choose_book_to_open(window: WebviewWindow) -> Option<String> {
    let chosen = books()
        .set_title("Open a book")
        .set_parent(&window)
        .pick_file()
        .await;
    chosen.map(|file| file.path().display().to_string())
}

#[tauri::command]
#[specta::specta]
pub async fn choose_where_to_save(window: WebviewWindow, suggested_name: String) -> Option<String> {
    let chosen = books()
        .set_title("Save the book")
        .set_file_name(suggested_name)
        .set_parent(&window)
        .save_file()
        .await;
    chosen.map(|file| file.path().display().to_string())
}

fn books() -> rfd::AsyncFileDialog {
    rfd::AsyncFileDialog::new().add_filter("Switchyard book", &["json"])
}
