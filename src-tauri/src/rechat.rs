//! Rechat from the window: signing in, pulling, reviewing, pushing.

use crate::desk::Desk;
use crate::wire::*;

#[derive(Clone, Debug)]
pub struct Rechat {
    desk: Desk,
}

fn nobody() -> AppError {
    AppError::new(Code::NotSignedIn, "nobody is signed in to Rechat")
}

impl Rechat {
    pub fn new(desk: Desk) -> Rechat {
        Rechat { desk }
    }

    pub async fn status(&self) -> Result<RechatStatus, AppError> {
        Err(nobody())
    }

    pub async fn sign_in(
        &self,
        _: RechatSettings,
        _: Option<String>,
        _: impl Fn(SignInPage),
    ) -> Result<RechatStatus, AppError> {
        Err(nobody())
    }

    pub async fn sign_out(&self) -> Result<RechatStatus, AppError> {
        Err(nobody())
    }

    pub fn stop(&self) {}

    pub async fn pull(
        &self,
        _: impl Fn(PullProgress) + Send + 'static,
    ) -> Result<Pulled, AppError> {
        Err(nobody())
    }

    pub async fn review(
        &self,
        _: impl Fn(PullProgress) + Send + 'static,
    ) -> Result<Review, AppError> {
        Err(nobody())
    }

    pub async fn plan_again(&self) -> Result<Option<Review>, AppError> {
        Ok(None)
    }

    pub async fn choose_side(&self, _: String, _: Side) -> Result<Review, AppError> {
        Err(nobody())
    }

    pub async fn push(
        &self,
        _: String,
        _: Vec<Confirmation>,
        _: impl Fn(PushNews) + Send + 'static,
    ) -> Result<Pushed, AppError> {
        Err(nobody())
    }

    pub async fn resume_push(
        &self,
        _: impl Fn(PushNews) + Send + 'static,
    ) -> Result<Pushed, AppError> {
        Err(nobody())
    }

    pub async fn settle_step(&self, _: u32, _: StepAnswer) -> Result<PushState, AppError> {
        Err(nobody())
    }

    pub async fn give_up_push(&self) -> Result<Pushed, AppError> {
        Err(nobody())
    }

    pub async fn go_back_before(&self, _: u32) -> Result<EditState, AppError> {
        Err(nobody())
    }

    pub async fn tick_sheet_step(&self, _: String, _: bool) -> Result<(), AppError> {
        Err(nobody())
    }

    pub async fn check_sheet(
        &self,
        _: impl Fn(PullProgress) + Send + 'static,
    ) -> Result<SheetChecked, AppError> {
        Err(nobody())
    }

    pub async fn audit(&self) -> Result<Vec<AuditEntry>, AppError> {
        Err(nobody())
    }

    pub async fn export_audit(&self, _: String) -> Result<(), AppError> {
        Err(nobody())
    }

    pub async fn mirrors(&self) -> Result<Vec<KnownMirror>, AppError> {
        Ok(Vec::new())
    }

    pub async fn open_mirror(&self, _: String) -> Result<Opened, AppError> {
        self.desk.ask(|session| session.opened()).await
    }
}
