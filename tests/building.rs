//! Every edit, sent to a session as the window sends it, and the name it goes by.

mod people;
mod pools;
mod refusals;
mod routes;

use serde_json::{Value, json};
use switchyard_app::session::Session;
use switchyard_app::wire::*;

use crate::session::{Home, LISTINGS, changed};

const GENERAL: &str = "c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703";
const NEW: &str = "0e4d6a1c-52b7-4f38-9d0e-7b1c2a3d4e5f";

/// An edit as the window sends it.
fn edit(edit: Value) -> Edit {
    serde_json::from_value(edit).unwrap()
}

/// The name of an edit, once made.
#[track_caller]
fn made(session: &Session, sent: Value) -> String {
    session.edit(edit(sent)).unwrap().undo.unwrap()
}

#[track_caller]
fn refused(session: &Session, sent: Value) -> AppError {
    let before = session.opened().unwrap().edits.revision;
    let error = session.edit(edit(sent)).unwrap_err();
    assert_eq!(session.opened().unwrap().edits.revision, before);
    error
}

fn titles(session: &Session, channel: &str) -> Vec<String> {
    let rules = session.channel(channel).unwrap().rules;
    rules.into_iter().map(|rule| rule.title).collect()
}

fn tabs(session: &Session, account: &str) -> Vec<(String, bool)> {
    let tabs = session.board(account).unwrap().channels.into_iter();
    tabs.map(|tab| (tab.name.unwrap_or_default(), tab.is_default))
        .collect()
}

fn members(session: &Session, holder: Value) -> Vec<String> {
    let pool = session
        .pool(serde_json::from_value(holder).unwrap())
        .unwrap();
    let words = pool.members.into_iter().map(|member| match member.weight {
        1 => member.name,
        weight => format!("{} ×{weight}", member.name),
    });
    words.collect()
}
