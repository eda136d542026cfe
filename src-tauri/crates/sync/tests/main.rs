//! Pull, plan, merge and push against the sandbox, over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod edits;
mod faults;
mod flow;
mod histories;
mod kill;
mod leaks;
mod mangled;
mod merge;
mod own_ids;
mod resume;
mod sheet;
mod together;
mod world;
