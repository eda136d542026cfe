use std::path::Path;

use crate::desk::Start;
use crate::wire::{
    AppError, Board, ChannelBoard, Code, Edit, EditState, Opened, Sample, SimulateRequest,
    Simulation,
};

pub struct Session;

fn later<T>() -> Result<T, AppError> {
    Err(AppError::new(Code::Internal, "not there yet"))
}

impl Session {
    pub fn open(_start: &Start) -> Result<Session, AppError> {
        later()
    }
    pub fn opened(&self) -> Result<Opened, AppError> {
        later()
    }
    pub fn tree(&self) -> Result<Vec<u8>, AppError> {
        later()
    }
    pub fn search(&self, _query: &str) -> Result<Vec<u8>, AppError> {
        later()
    }
    pub fn board(&self, _account: &str) -> Result<Board, AppError> {
        later()
    }
    pub fn channel(&self, _channel: &str) -> Result<ChannelBoard, AppError> {
        later()
    }
    pub fn samples(&self) -> Result<Vec<Sample>, AppError> {
        later()
    }
    pub fn simulate(&self, _lead: &SimulateRequest) -> Result<Simulation, AppError> {
        later()
    }
    pub fn edit(&self, _edit: Edit) -> Result<EditState, AppError> {
        later()
    }
    pub fn undo(&self) -> Result<EditState, AppError> {
        later()
    }
    pub fn redo(&self) -> Result<EditState, AppError> {
        later()
    }
    pub fn import_book(&self, _file: &Path) -> Result<Opened, AppError> {
        later()
    }
    pub fn export_book(&self, _file: &Path) -> Result<(), AppError> {
        later()
    }
}
