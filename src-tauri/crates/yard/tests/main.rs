//! The command line as its users meet it: every test runs the program itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod cases;
mod colour;
mod hostile;
mod killed;
mod mirrors;
mod output;
mod pages;
mod rechat;
mod replays;
mod samples;
mod sandbox;
mod yard;
