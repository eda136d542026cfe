use std::time::Duration;

pub type Result<T> = std::result::Result<T, RemoteError>;

/// Why a call came to nothing, or to something unknown. The texts carry no address, id or token,
/// and of a server's own words only plain ones: they may be logged.
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
    /// What is wrong with it; itself it may hold a password.
    #[error("the address cannot be used: {0}")]
    Address(&'static str),
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

/// A server's reason: its words in small letters. Names, ids, addresses, numbers and what is quoted
/// begin or are written otherwise. A name that somebody wrote small is a word like any other.
pub(crate) fn plain(message: &str) -> String {
    const LONGEST: usize = 300;
    let is_plain = |word: &str| {
        let bare = word.strip_suffix([',', '.', ':', ';', '!', '?']);
        let bare = bare.unwrap_or(word);
        let small = |c: char| c.is_ascii_lowercase() || c == '_';
        !bare.is_empty() && bare.len() <= 24 && bare.chars().all(small)
    };
    let mut words: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in message.split_whitespace() {
        length += word.len() + 1;
        let word = if is_plain(word) { word } else { "…" };
        if words.last() != Some(&"…") || word != "…" {
            words.push(word);
        }
        if length > LONGEST {
            break;
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_servers_reason_the_plain_words_are_said() {
        for (message, said) in [
            ("the name is taken", "the name is taken"),
            (
                "is_default must be set, or unset.",
                "is_default must be set, or unset.",
            ),
            ("Maria Lopez is no agent of Adler", "… is no agent of …"),
            ("no user has maria@adler.example", "no user has …"),
            ("call +1 (702) 555-0144", "call …"),
            ("the id 9f2c is gone", "the id … is gone"),
            ("\"maria\" 'lopez' -x-", "…"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "…"),
            ("", ""),
        ] {
            assert_eq!(plain(message), said);
        }
        assert!(plain(&"word ".repeat(1_000)).len() < 400);
    }
}
