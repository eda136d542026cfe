//! What the editors ask for. (Being filled in.)

use crate::session::Session;
use crate::wire::*;

pub(crate) fn soon<T>() -> Result<T, AppError> {
    Err(AppError::new(Code::Internal, "this is not built yet"))
}

impl Session {
    pub fn rule(&self, _: &str) -> Result<RuleDetail, AppError> {
        soon()
    }
    pub fn channel_settings(&self, _: &str) -> Result<ChannelSettings, AppError> {
        soon()
    }
    pub fn pool(&self, _: Holder) -> Result<PoolDetail, AppError> {
        soon()
    }
    pub fn check_condition(
        &self,
        _: &str,
        _: &ConditionSource,
    ) -> Result<ConditionCheck, AppError> {
        soon()
    }
    pub fn check_pattern(&self, _: &str, _: &str) -> Result<ExpressionCheck, AppError> {
        soon()
    }
    pub fn check_expression(&self, _: &str, _: &str) -> Result<ExpressionCheck, AppError> {
        soon()
    }
    pub fn suggestions(&self, _: &str) -> Result<Vec<Suggestion>, AppError> {
        soon()
    }
    pub fn find(&self, _: &str) -> Result<Found, AppError> {
        soon()
    }
    pub fn places_of(&self, _: &str) -> Result<Vec<PlaceOf>, AppError> {
        soon()
    }
    pub fn connect_source(&self, _: &str) -> Result<ConnectSource, AppError> {
        soon()
    }
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
