//! The mirror from outside: a file, edits on it, and what is left after a kill.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod any_edit;
mod books;
mod child;
mod connection;
mod edits;
mod kill;
mod kinds;
mod migrations;
mod opening;
mod scenarios;
mod tree;
mod undo;
mod versions;

use std::path::PathBuf;

use mirror::{Mirror, sample};

/// A folder for one test and a path in it where no mirror is yet.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.mirror");
    (folder, path)
}

/// A mirror of Adler & Associates with its sample leads, as the first start makes it.
fn adler() -> (tempfile::TempDir, Mirror) {
    let (folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    let book = sample::adler();
    mirror.begin(&book, &sample::samples(&book)).unwrap();
    (folder, mirror)
}
