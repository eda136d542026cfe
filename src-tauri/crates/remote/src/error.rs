use std::time::Duration;

pub type Result<T> = std::result::Result<T, RemoteError>;

/// Why a call came to nothing, or to something unknown. The texts carry no address, id or token:
/// they may be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// The token is missing, expired or revoked, and could not be refreshed.
    #[error("Rechat does not accept the sign-in: sign in again")]
    Unauthorized,
    #[error("this sign-in does not allow {what}")]
    Forbidden { what: &'static str },
    #[error("Rechat has no such thing: {what}")]
    NotFound { what: &'static str },
    /// A guarded write met a newer version.
    #[error("somebody else changed it in the meantime: {what}")]
    Conflict { what: &'static str },
    #[error("Rechat asks to wait before more calls{}", said(.retry_after))]
    RateLimited { retry_after: Option<Duration> },
    /// The call was understood and refused.
    #[error("Rechat refused {what}: {message} [{code}]")]
    Refused {
        what: &'static str,
        code: String,
        message: String,
    },
    /// Whether a write took effect is unknown.
    #[error("Rechat failed ({status}): {what}")]
    Server { what: &'static str, status: u16 },
    /// No connection: the call was not made.
    #[error("Rechat cannot be reached: {reason}")]
    Unreachable { reason: String },
    /// The connection broke, or the answer did not come in time. Whether a write took effect is
    /// unknown.
    #[error("the connection to Rechat broke: {what}")]
    Lost { what: &'static str },
    /// What came back is not what the documents say.
    #[error("Rechat's answer cannot be read ({what}): {problem}")]
    Unreadable { what: &'static str, problem: String },
    #[error("the address {0:?} cannot be used: only https, or http to this machine")]
    Address(String),
    /// The program or the machine, not Rechat.
    #[error("no connection can be prepared: {0}")]
    Setup(String),
}

fn said(retry_after: &Option<Duration>) -> String {
    retry_after.map_or(String::new(), |time| {
        format!(" ({} seconds)", time.as_secs().max(1))
    })
}

impl RemoteError {
    /// Whether a write that ended so may have taken effect.
    pub fn outcome_is_unknown(&self) -> bool {
        matches!(
            self,
            RemoteError::Lost { .. } | RemoteError::Server { .. } | RemoteError::Unreadable { .. }
        )
    }

    /// Whether the same call may do better a moment later.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            RemoteError::Lost { .. }
                | RemoteError::Server { .. }
                | RemoteError::RateLimited { .. }
                | RemoteError::Unreachable { .. }
        )
    }
}

/// A server's message, less what could name a person, a channel or a token.
pub(crate) fn cautious(message: &str) -> String {
    const LONGEST: usize = 300;
    let mut words = Vec::new();
    let mut length = 0;
    for word in message.split_whitespace() {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let harmless = digits < 4 && !word.contains('@') && word.chars().count() <= 24;
        let word = if harmless { word } else { "…" };
        length += word.len() + 1;
        if length > LONGEST {
            words.push("…");
            break;
        }
        words.push(word);
    }
    words.join(" ")
}
