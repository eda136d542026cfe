//! The engine against its contract.
//!
//! What it must do is told as data in `tests/cases/`, one folder for each part of the engine,
//! several cases a file, each named after the behaviour it shows. What must hold for every book
//! and every lead is told as properties, over books and leads that are made up.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "engine/bytes.rs"]
mod bytes;
#[path = "engine/cases.rs"]
mod cases;
#[path = "engine/conditions.rs"]
mod conditions;
#[path = "engine/facts.rs"]
mod facts;
#[path = "engine/made_up.rs"]
mod made_up;
#[path = "engine/oracle.rs"]
mod oracle;
#[path = "engine/properties.rs"]
mod properties;
#[path = "engine/runs.rs"]
mod runs;
#[path = "engine/seeds.rs"]
mod seeds;
