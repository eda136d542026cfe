//! Versions. (Being filled in.)

use crate::session::Session;
use crate::wire::{AppError, Code, Comparison, EditState, Version};

impl Session {
    pub fn versions(&self) -> Result<Vec<Version>, AppError> {
        soon()
    }
    pub fn save_version(&self, _: &str) -> Result<Version, AppError> {
        soon()
    }
    pub fn restore_version(&self, _: u32) -> Result<EditState, AppError> {
        soon()
    }
    pub fn compare(&self, _: Option<u32>, _: Option<u32>) -> Result<Comparison, AppError> {
        soon()
    }
}

fn soon<T>() -> Result<T, AppError> {
    Err(AppError::new(Code::Internal, "this is not built yet"))
}
