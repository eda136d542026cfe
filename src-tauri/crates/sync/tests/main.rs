//! Pull, plan, merge and push against the sandbox, over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod edits;
mod flow;
mod merge;
mod world;
