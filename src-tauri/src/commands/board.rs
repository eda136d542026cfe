use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Board, ChannelBoard};

/// An account and its channels.
#[tauri::command]
#[specta::specta]
pub async fn board(desk: State<'_, Desk>, account: String) -> Result<Board, AppError> {
    desk.ask(move |session| session.board(&account)).await
}

/// A channel's rule list, in words.
#[tauri::command]
#[specta::specta]
pub async fn channel(desk: State<'_, Desk>, channel: String) -> Result<ChannelBoard, AppError> {
    desk.ask(move |session| session.channel(&channel)).await
}
