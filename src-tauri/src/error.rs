//! The one place where what went wrong becomes `wire::AppError`.

use crate::wire::{AppError, Code};

impl AppError {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        AppError {
            code,
            message: message.into(),
            help: None,
            place: None,
            problems: Vec::new(),
            more_problems: 0,
        }
    }
}
