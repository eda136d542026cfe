use tauri::State;
use tauri::ipc::Response;

use crate::desk::Desk;
use crate::wire::AppError;

/// The whole tree of accounts as columns of little-endian bytes, since a hundred thousand rows of
/// JSON take seconds. Row 0 is the root; below it, depth first, siblings by folded name and then
/// id, so that the rows below an account follow it. Each column is padded to four bytes.
///
/// ```text
/// u32        rows
/// u32[rows]  row of the parent, 0xffffffff for the root
/// u32[rows]  agents below it; 1 for an agent
/// u32[rows]  channels of its own
/// u8[rows]   kind: 0 brokerage, 1 region, 2 office, 3 team, 4 agent, 5 other
/// u8[rows]   flags: 1 inactive, 2 away today
/// texts      names
/// texts      ids
/// ```
///
/// `texts` is u32[rows], how long each is, then as many bytes of UTF-8. All of it is packed by
/// DEFLATE.
#[tauri::command]
pub async fn tree(desk: State<'_, Desk>) -> Result<Response, AppError> {
    desk.ask(|session| session.tree()).await.map(Response::new)
}

/// Rows of the tree whose name, or one of whose people's names or e-mails, has the query in it, as
/// u32 little-endian, rising. Case, accents and the width of white space do not matter. A blank
/// query finds nothing.
#[tauri::command]
pub async fn search(desk: State<'_, Desk>, query: String) -> Result<Response, AppError> {
    desk.ask(move |session| session.search(&query))
        .await
        .map(Response::new)
}
