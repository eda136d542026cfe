//! Pull, plan, merge and push against the sandbox, over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod built;
mod edits;
mod faults;
mod flow;
mod histories;
mod kill;
#[path = "../../mirror/tests/kinds.rs"]
mod kinds;
mod leaks;
mod mangled;
mod merge;
mod own_ids;
mod renewal;
mod resume;
mod sheet;
mod together;
mod unending;
mod world;
