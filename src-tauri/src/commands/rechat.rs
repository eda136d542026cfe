use tauri::State;
use tauri::WebviewWindow;
use tauri::ipc::Channel;

use crate::rechat::Rechat;
use crate::wire::{
    AppError, AuditEntry, Confirmation, EditState, KnownMirror, Opened, PullProgress, Pulled,
    PushNews, PushState, Pushed, RechatSettings, RechatStatus, Review, SheetChecked, Side,
    SignInPage, StepAnswer,
};

/// Where this mirror stands with Rechat. Makes no call.
#[tauri::command]
#[specta::specta]
pub async fn rechat_status(rechat: State<'_, Rechat>) -> Result<RechatStatus, AppError> {
    rechat.status().await
}

/// Signs in with the system's browser and waits for its return. Without a `secret` the one of the
/// sign-in before is used, if there is one. `on_page` hears where the browser was sent.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(
    rechat: State<'_, Rechat>,
    settings: RechatSettings,
    secret: Option<String>,
    on_page: Channel<SignInPage>,
) -> Result<RechatStatus, AppError> {
    let tell = move |page| drop(on_page.send(page));
    rechat.sign_in(settings, secret, tell).await
}

/// Forgets the tokens and the client secret, here and in the key store.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(rechat: State<'_, Rechat>) -> Result<RechatStatus, AppError> {
    rechat.sign_out().await
}

/// Ends what is being done: a sign-in, a pull, a review; a push after the call it is at, to be
/// resumed or given up.
#[tauri::command]
#[specta::specta]
pub async fn stop_rechat(rechat: State<'_, Rechat>) -> Result<(), AppError> {
    rechat.stop();
    Ok(())
}

/// Takes what Rechat says into the mirror, in one transaction at the end; the draft is moved over
/// it. One that broke off goes on where it was.
#[tauri::command]
#[specta::specta]
pub async fn pull(
    rechat: State<'_, Rechat>,
    on_progress: Channel<PullProgress>,
) -> Result<Pulled, AppError> {
    let tell = move |progress| drop(on_progress.send(progress));
    rechat.pull(tell).await
}

/// Reads Rechat afresh and says what a push would do. Changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn review(
    rechat: State<'_, Rechat>,
    on_progress: Channel<PullProgress>,
) -> Result<Review, AppError> {
    let tell = move |progress| drop(on_progress.send(progress));
    rechat.review(tell).await
}

/// The review once more over what was fetched last, in this session or at the last pull: after an
/// edit, or without a line. `null` before the first pull.
#[tauri::command]
#[specta::specta]
pub async fn plan_again(rechat: State<'_, Rechat>) -> Result<Option<Review>, AppError> {
    rechat.plan_again().await
}

/// Chooses a side in a conflict of the review; kept until both sides say something else.
#[tauri::command]
#[specta::specta]
pub async fn choose_side(
    rechat: State<'_, Rechat>,
    conflict: String,
    side: Side,
) -> Result<Review, AppError> {
    rechat.choose_side(conflict, side).await
}

/// Sends the plan that was shown, once Rechat was read again and it still fits.
#[tauri::command]
#[specta::specta]
pub async fn push(
    rechat: State<'_, Rechat>,
    plan: String,
    confirmed: Vec<Confirmation>,
    on_news: Channel<PushNews>,
) -> Result<Pushed, AppError> {
    let tell = move |news| drop(on_news.send(news));
    rechat.push(plan, confirmed, tell).await
}

/// Goes on with a push that was cut off: sends what is missing, and nothing twice.
#[tauri::command]
#[specta::specta]
pub async fn resume_push(
    rechat: State<'_, Rechat>,
    on_news: Channel<PushNews>,
) -> Result<Pushed, AppError> {
    let tell = move |news| drop(on_news.send(news));
    rechat.resume_push(tell).await
}

/// Says what became of a step that could not be decided; `resume_push` then goes on.
#[tauri::command]
#[specta::specta]
pub async fn settle_step(
    rechat: State<'_, Rechat>,
    step: u32,
    answer: StepAnswer,
) -> Result<PushState, AppError> {
    rechat.settle_step(step, answer).await
}

/// Ends a push without sending the rest. What was sent stays sent.
#[tauri::command]
#[specta::specta]
pub async fn give_up_push(rechat: State<'_, Rechat>) -> Result<Pushed, AppError> {
    rechat.give_up_push().await
}

/// Makes the draft what it was before a push, as one edit: to be reviewed and pushed.
#[tauri::command]
#[specta::specta]
pub async fn go_back_before(rechat: State<'_, Rechat>, push: u32) -> Result<EditState, AppError> {
    rechat.go_back_before(push).await
}

/// Ticks a step of the change sheet, or takes the tick away; kept over restarts.
#[tauri::command]
#[specta::specta]
pub async fn tick_sheet_step(
    rechat: State<'_, Rechat>,
    step: String,
    ticked: bool,
) -> Result<(), AppError> {
    rechat.tick_sheet_step(step, ticked).await
}

/// Reads back what can be read of the ticked steps, and takes the person's word for the rest.
#[tauri::command]
#[specta::specta]
pub async fn check_sheet(
    rechat: State<'_, Rechat>,
    on_progress: Channel<PullProgress>,
) -> Result<SheetChecked, AppError> {
    let tell = move |progress| drop(on_progress.send(progress));
    rechat.check_sheet(tell).await
}

/// Every push of this mirror, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn audit(rechat: State<'_, Rechat>) -> Result<Vec<AuditEntry>, AppError> {
    rechat.audit().await
}

/// Writes all of `audit` to a file, as JSON.
#[tauri::command]
#[specta::specta]
pub async fn export_audit(rechat: State<'_, Rechat>, file: String) -> Result<(), AppError> {
    rechat.export_audit(file).await
}

/// The system's dialog; `None` where the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn choose_where_to_save_audit(
    window: WebviewWindow,
    suggested_name: String,
) -> Option<String> {
    let chosen = rfd::AsyncFileDialog::new()
        .add_filter("JSON", &["json"])
        .set_title("Save the list of pushes")
        .set_file_name(suggested_name)
        .set_parent(&window)
        .save_file()
        .await;
    chosen.map(|file| file.path().display().to_string())
}

/// The mirrors there are: those of the app's data folder, and the one that is open.
#[tauri::command]
#[specta::specta]
pub async fn mirrors(rechat: State<'_, Rechat>) -> Result<Vec<KnownMirror>, AppError> {
    rechat.mirrors().await
}

/// Opens another mirror in place of this one: everything is to be read anew.
#[tauri::command]
#[specta::specta]
pub async fn open_mirror(rechat: State<'_, Rechat>, file: String) -> Result<Opened, AppError> {
    rechat.open_mirror(file).await
}
