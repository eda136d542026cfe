//! What the window may ask for, one file per area. A command does nothing itself: it takes the
//! question to the session on a worker thread, since the session reads and writes files.

#![allow(
    clippy::unreachable,
    reason = "tauri's macro writes it into async commands that borrow state"
)]

pub mod board;
pub mod builder;
pub mod edits;
pub mod files;
pub mod history;
pub mod look;
pub mod opening;
pub mod rechat;
pub mod simulation;
pub mod tree;

use tauri::ipc::{Invoke, InvokeHandler};
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::wire::MirrorDamaged;

/// The typed commands and events, from which `ui/src/ipc/bindings.ts` is generated.
pub fn typed() -> Builder<tauri::Wry> {
    Builder::new()
        // Without this, types with optional fields split into two.
        .disable_serde_phases()
        .commands(collect_commands![
            opening::open,
            opening::open_afresh,
            opening::warm,
            look::set_look,
            look::close_window,
            board::board,
            board::channel,
            simulation::samples,
            simulation::simulate,
            edits::edit,
            edits::preview,
            edits::undo,
            edits::redo,
            builder::rule,
            builder::channel_settings,
            builder::pool,
            builder::field_table,
            builder::time_zones,
            builder::check_condition,
            builder::check_pattern,
            builder::check_expression,
            builder::suggestions,
            builder::find,
            builder::places_of,
            builder::outcomes,
            builder::connect_source,
            history::versions,
            history::save_version,
            history::restore_version,
            history::compare,
            files::import_book,
            files::export_book,
            files::choose_book_to_open,
            files::choose_where_to_save,
            rechat::rechat_status,
            rechat::sign_in,
            rechat::sign_out,
            rechat::stop_rechat,
            rechat::pull,
            rechat::review,
            rechat::plan_again,
            rechat::choose_side,
            rechat::push,
            rechat::resume_push,
            rechat::settle_step,
            rechat::give_up_push,
            rechat::go_back_before,
            rechat::tick_sheet_step,
            rechat::check_sheet,
            rechat::audit,
            rechat::export_audit,
            rechat::choose_where_to_save_audit,
            rechat::mirrors,
            rechat::open_mirror,
        ])
        .events(collect_events![MirrorDamaged])
}

/// Every command. The two that answer in bytes are not typed.
pub fn answer(typed: &Builder<tauri::Wry>) -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    let typed = typed.invoke_handler();
    let bytes: Box<InvokeHandler<tauri::Wry>> =
        Box::new(tauri::generate_handler![tree::tree, tree::search]);
    move |invoke| match invoke.message.command() {
        "tree" | "search" => bytes(invoke),
        _ => typed(invoke),
    }
}
