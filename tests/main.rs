//! The product as a whole, without a window.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod bindings;
mod building;
mod docs;
mod rechat;
mod session;
mod trying;
