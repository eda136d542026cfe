use tauri::State;
use tauri::ipc::Response;

use crate::desk::Desk;
use crate::wire::AppError;

#[tauri::command]
pub async fn tree(desk: State<'_, Desk>) -> Result<Response, AppError> {
    desk.ask(|session| session.tree()).await.map(Response::new)
}

#[tauri::command]
pub async fn search(desk: State<'_, Desk>, query: String) -> Result<Response, AppError> {
    desk.ask(move |session| session.search(&query))
        .await
        .map(Response::new)
}
