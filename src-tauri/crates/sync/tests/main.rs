#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Pull, plan, merge and push, against the sandbox.

mod merge;
