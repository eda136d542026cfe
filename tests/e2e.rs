//! The product in its real window, on a screen of its own: what a person reads, drags and types.
//! What the window must say is written here word for word.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod e2e {
    mod building;
    mod channels;
    pub mod desk;
    mod dragging;
    mod editing;
    mod eyes;
    mod filling;
    mod keys;
    mod looks;
    mod reading;
    mod rechat;
    mod sandbox;
    mod selecting;
    mod trouble;
}
