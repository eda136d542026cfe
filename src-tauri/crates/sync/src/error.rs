use mirror::MirrorError;
use remote::RemoteError;

pub type Result<T> = std::result::Result<T, SyncError>;

/// Why a pull, a plan or a push came to no end. The texts carry no ids of channels, no contacts
/// and no tokens.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    #[error(transparent)]
    Remote(#[from] RemoteError),
    #[error(transparent)]
    Mirror(MirrorError),
    #[error("stopped before it was done; nothing was changed")]
    Cancelled,
    #[error("nothing says which brokerage the sign-in is for: name its brand id")]
    NoBrokerage,
    #[error("this mirror holds another brokerage ({here}) than the sign-in is for ({there})")]
    AnotherBrokerage { here: String, there: String },
    #[error("this sign-in does not see the brokerage: it may be for another one")]
    Unseen,
    #[error("this mirror was never pulled: pull first")]
    NeverPulled,
    #[error("the list of people kept changing while it was read: try again")]
    Restless,
    /// What Rechat says contradicts itself.
    #[error("what Rechat says makes no sound book: {place} [{code}]")]
    Unsound { place: String, code: &'static str },
    #[error("the journal of the push cannot be read at step {step}: give the push up, then pull")]
    Journal { step: u32 },
    #[error("a push is under way in this mirror: finish it first")]
    PushUnderWay,
}

impl From<MirrorError> for SyncError {
    fn from(error: MirrorError) -> SyncError {
        match error {
            MirrorError::Stopped => SyncError::Cancelled,
            error => SyncError::Mirror(error),
        }
    }
}
