use std::future::Future;

use remote::RemoteError;
use tokio::task::JoinSet;

use crate::error::Result;

/// Calls under way at once.
const AT_ONCE: usize = 6;

/// Makes a call for each item, some at a time, and hands every answer on as it comes. The first
/// failure ends it; the answers before it were handed on.
pub async fn each<I, T, F>(
    items: impl IntoIterator<Item = I>,
    call: impl Fn(I) -> F,
    mut answer: impl FnMut(T),
) -> Result<()>
where
    T: Send + 'static,
    F: Future<Output = std::result::Result<T, RemoteError>> + Send + 'static,
{
    let mut items = items.into_iter();
    let mut calls = JoinSet::new();
    for item in items.by_ref().take(AT_ONCE) {
        calls.spawn(call(item));
    }
    while let Some(done) = calls.join_next().await {
        let done = done.map_err(|error| RemoteError::Setup(error.to_string()))?;
        answer(done?);
        if let Some(item) = items.next() {
            calls.spawn(call(item));
        }
    }
    Ok(())
}
