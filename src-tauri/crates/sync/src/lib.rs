//! Keeping the draft and Rechat together: what changed here, what changed there, and how both
//! become one without losing either.
//!
//! Nothing reaches Rechat that was not shown in a plan first, and nothing is called done that
//! Rechat did not acknowledge. The mirror is read and written in short steps, never across a call.
//!
//! Read in this order: `pull` (what Rechat says), `merge` (both as one), `rebase` (the draft over
//! what Rechat says), `take_in` (that into the mirror), `plan` (what would be sent), `push` (sending
//! it), `sheet` (where it cannot be sent), `audit` (who sent what).

pub mod audit;
mod error;
pub mod merge;
pub mod plan;
pub mod pull;
pub mod push;
mod rebase;
pub mod sheet;
mod take_in;

pub use error::{Result, SyncError};
pub use pull::{Known, Progress, Pull, STILL, Theirs, Versions};
pub use rebase::{Rebased, rebase};
pub use take_in::{Taken, count_changes, take_in, take_in_beside};
