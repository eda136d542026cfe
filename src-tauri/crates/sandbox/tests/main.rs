//! The sandbox as its clients meet it: over loopback, byte by byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod captures;
mod channels;
mod control;
mod door;
mod faults;
mod house;
mod people;
mod rules;
mod sign_in;
mod state;
