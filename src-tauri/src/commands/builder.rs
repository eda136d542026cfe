use tauri::State;

use crate::desk::Desk;
use crate::wire::{
    AppError, ChannelSettings, ConditionCheck, ConditionSource, ConnectSource, ExpressionCheck,
    FieldInfo, Found, Holder, Outcomes, PlaceOf, PoolDetail, RuleDetail, Suggestion,
};

/// A rule in the book's own shape, for its editor.
#[tauri::command]
#[specta::specta]
pub async fn rule(desk: State<'_, Desk>, rule: String) -> Result<RuleDetail, AppError> {
    desk.ask(move |session| session.rule(&rule)).await
}

/// A channel in the book's own shape, for its editor.
#[tauri::command]
#[specta::specta]
pub async fn channel_settings(
    desk: State<'_, Desk>,
    channel: String,
) -> Result<ChannelSettings, AppError> {
    desk.ask(move |session| session.channel_settings(&channel))
        .await
}

/// The members of a rule's or a fallback's pool; a specific agent is a pool of one.
#[tauri::command]
#[specta::specta]
pub async fn pool(desk: State<'_, Desk>, holder: Holder) -> Result<PoolDetail, AppError> {
    desk.ask(move |session| session.pool(holder)).await
}

/// The one table of fields and operators that readers and the engine use too. It never changes
/// while the app runs.
#[tauri::command]
#[specta::specta]
pub async fn field_table() -> Vec<FieldInfo> {
    crate::view::fields::table()
}

/// Every time zone a channel may be in.
#[tauri::command]
#[specta::specta]
pub async fn time_zones() -> Vec<String> {
    crate::view::fields::time_zones()
}

/// Judges a condition as it is built, and tries it on every sample, in the channel's time zone.
#[tauri::command]
#[specta::specta]
pub async fn check_condition(
    desk: State<'_, Desk>,
    channel: String,
    condition: ConditionSource,
) -> Result<ConditionCheck, AppError> {
    desk.ask(move |session| session.check_condition(&channel, &condition))
        .await
}

/// Judges a regular expression as it is typed, and tries it on a text field of every sample.
#[tauri::command]
#[specta::specta]
pub async fn check_pattern(
    desk: State<'_, Desk>,
    field: String,
    pattern: String,
) -> Result<ExpressionCheck, AppError> {
    desk.ask(move |session| session.check_pattern(&field, &pattern))
        .await
}

/// Judges a CEL expression as it is typed, and says what it answers on each sample, with the
/// channel's agents.
#[tauri::command]
#[specta::specta]
pub async fn check_expression(
    desk: State<'_, Desk>,
    channel: String,
    expression: String,
) -> Result<ExpressionCheck, AppError> {
    desk.ask(move |session| session.check_expression(&channel, &expression))
        .await
}

/// Values that samples and rules have for a field, the most frequent first.
#[tauri::command]
#[specta::specta]
pub async fn suggestions(
    desk: State<'_, Desk>,
    field: String,
) -> Result<Vec<Suggestion>, AppError> {
    desk.ask(move |session| session.suggestions(&field)).await
}

/// Rules, fallbacks and channels that mention a text: a value, a name, an agent. Case and accents'
/// forms do not matter; a blank text finds nothing.
#[tauri::command]
#[specta::specta]
pub async fn find(desk: State<'_, Desk>, text: String) -> Result<Found, AppError> {
    desk.ask(move |session| session.find(&text)).await
}

/// Every place that names an account, in the book's order: what a departure has to settle.
#[tauri::command]
#[specta::specta]
pub async fn places_of(desk: State<'_, Desk>, account: String) -> Result<Vec<PlaceOf>, AppError> {
    desk.ask(move |session| session.places_of(&account)).await
}

/// Where every sample lands in the draft, and what the last edit, undo or redo changed of it. With
/// a channel, how far its rules reach.
#[tauri::command]
#[specta::specta]
pub async fn outcomes(
    desk: State<'_, Desk>,
    channel: Option<String>,
) -> Result<Outcomes, AppError> {
    desk.ask(move |session| session.outcomes(channel.as_deref()))
        .await
}

/// How web sites send leads to a channel.
#[tauri::command]
#[specta::specta]
pub async fn connect_source(
    desk: State<'_, Desk>,
    channel: String,
) -> Result<ConnectSource, AppError> {
    desk.ask(move |session| session.connect_source(&channel))
        .await
}
