//! Keeping the draft and Rechat together: what changed here, what changed there, and how both
//! become one without losing either.

pub mod merge;
