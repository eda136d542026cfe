//! One request: sent with a bearer, bounded in time and size, and tried again only where that
//! cannot do harm.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use url::Url;

use crate::clock::{Clock, backoff};
use crate::error::{RemoteError, Result, plain};
use crate::secret::Secret;
use crate::session::Bearer;
use crate::sign_in::is_code;
use crate::wire::Failure;

/// Names the version a write was made for.
const GUARD: &str = "If-Unmodified-Since-Version";

/// How long and how large a call may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub connect: Duration,
    /// From the first byte sent to the last one read.
    pub whole: Duration,
    /// Bytes of an answer.
    pub body: usize,
    /// Of calls that may be repeated.
    pub tries: u32,
    /// Longest `Retry-After` that is waited for.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            body: 64 << 20,
            tries: 6,
            patience: Duration::from_secs(120),
        }
    }
}

/// Speaks to one API host. Clones share connections and counts.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    api: Url,
    bearer: Bearer,
    limits: Limits,
    clock: Arc<dyn Clock>,
    requests: AtomicU64,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.0.api.as_str())
            .finish_non_exhaustive()
    }
}

/// What is asked of the server.
pub(crate) struct Ask<'a> {
    pub method: Method,
    pub path: &'a [&'a str],
    pub query: &'a [(&'a str, &'a str)],
    pub body: Option<String>,
    /// The version a write is for.
    pub guard: Option<f64>,
    /// What it is about, in words without ids.
    pub what: &'static str,
}

impl<'a> Ask<'a> {
    pub fn get(path: &'a [&'a str], what: &'static str) -> Ask<'a> {
        Ask {
            method: Method::GET,
            path,
            query: &[],
            body: None,
            guard: None,
            what,
        }
    }
}

impl Client {
    /// `api` is the address of the API host, https unless it is this machine.
    pub fn new(api: &str, bearer: Bearer, limits: Limits, clock: Arc<dyn Clock>) -> Result<Client> {
        let api = address(api)?;
        let http = connections(&api, limits)?;
        Ok(Client(Arc::new(Inner {
            http,
            api,
            bearer,
            limits,
            clock,
            requests: AtomicU64::new(0),
        })))
    }

    /// Requests sent so far, repeats included.
    pub fn requests(&self) -> u64 {
        self.0.requests.load(Ordering::Relaxed)
    }

    /// The API host, as it is shown and compared.
    pub fn api(&self) -> &str {
        self.0.api.as_str().trim_end_matches('/')
    }

    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// Asks and reads the answer. Reading calls are repeated while that may help; a write is sent
    /// once, and once more where an expired bearer kept it from being looked at.
    pub(crate) async fn ask<T>(
        &self,
        ask: &Ask<'_>,
        read: impl Fn(&[u8]) -> Result<T>,
    ) -> Result<T> {
        let mut renewed = false;
        let mut attempt = 0;
        loop {
            let bearer = self.0.bearer.current(self).await?;
            let answer = self.once(ask, &bearer).await.and_then(|body| read(&body));
            let error = match answer {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if error == RemoteError::Unauthorized && !renewed {
                renewed = true;
                self.0.bearer.renew(self, &bearer).await?;
                continue;
            }
            attempt += 1;
            if ask.method != Method::GET || !error.may_pass() || attempt >= self.0.limits.tries {
                return Err(error);
            }
            self.pause(attempt, &error).await?;
        }
    }

    /// Waits before another try as long as the server asked for, else longer each time. Gives the
    /// error back where that would be too long.
    pub async fn pause(&self, attempt: u32, error: &RemoteError) -> Result<()> {
        let time = match error {
            RemoteError::RateLimited {
                retry_after: Some(time),
            } => *time,
            _ => backoff(attempt),
        };
        if time > self.0.limits.patience {
            return Err(error.clone());
        }
        self.0.clock.sleep(time).await;
        Ok(())
    }

    async fn once(&self, ask: &Ask<'_>, bearer: &Secret) -> Result<Vec<u8>> {
        let mut url = self.0.api.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(ask.path);
        }
        if !ask.query.is_empty() {
            url.query_pairs_mut().extend_pairs(ask.query);
        }
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, authorization(bearer)?);
        if let Some(version) = ask.guard {
            // The shortest text that reads back as the same number; versions are compared as
            // numbers.
            if let Ok(value) = HeaderValue::from_str(&version.to_string()) {
                headers.insert(GUARD, value);
            }
        }
        let mut request = self
            .0
            .http
            .request(ask.method.clone(), url)
            .headers(headers);
        if let Some(body) = &ask.body {
            request = request
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone());
        }
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        let (status, retry_after, body) = exchange(request, self.0.limits.body, ask.what).await?;
        if status.is_success() {
            return Ok(body);
        }
        Err(failure(status, retry_after, &body, ask.what))
    }

    /// A form sent without a bearer: the token calls.
    pub(crate) async fn post_form(&self, url: Url, form: String) -> Result<(StatusCode, Vec<u8>)> {
        let request = self
            .0
            .http
            .post(url)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        let (status, _, body) = exchange(request, 1 << 20, "a token").await?;
        Ok((status, body))
    }
}

/// Room made for an answer at the word of a server.
const MOST_AT_ONCE: usize = 1 << 20;

/// Sends and reads the whole answer, or says how far it came.
async fn exchange(
    request: reqwest::RequestBuilder,
    most: usize,
    what: &'static str,
) -> Result<(StatusCode, Option<Duration>, Vec<u8>)> {
    let mut response = request.send().await.map_err(|error| broken(error, what))?;
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    // As long as it says that it is, or grown as it comes.
    let length = response.content_length().unwrap_or_default();
    let length = usize::try_from(length).unwrap_or_default();
    let mut body = Vec::with_capacity(length.min(most).min(MOST_AT_ONCE));
    while let Some(piece) = response
        .chunk()
        .await
        .map_err(|_| RemoteError::Lost { what })?
    {
        if body.len() + piece.len() > most {
            return Err(RemoteError::Unreadable {
                what,
                problem: format!("larger than {} MiB", most >> 20),
            });
        }
        body.extend_from_slice(&piece);
    }
    Ok((status, retry_after, body))
}

/// Reads JSON. Text that ends too early was cut on the way.
pub(crate) fn json<'b, T: Deserialize<'b>>(body: &'b [u8], what: &'static str) -> Result<T> {
    serde_json::from_slice(body).map_err(|error| {
        if error.is_eof() {
            RemoteError::Lost { what }
        } else {
            // The parser's words may quote the text.
            let problem = format!("line {}, column {}", error.line(), error.column());
            RemoteError::Unreadable { what, problem }
        }
    })
}

fn authorization(bearer: &Secret) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", bearer.reveal()))
        .map_err(|_| RemoteError::Unauthorized)?;
    value.set_sensitive(true);
    Ok(value)
}

fn broken(error: reqwest::Error, what: &'static str) -> RemoteError {
    if error.is_builder() {
        return RemoteError::Setup("the request cannot be made".to_owned());
    }
    if !error.is_connect() {
        return RemoteError::Lost { what };
    }
    let mut deepest: &dyn Error = &error;
    while let Some(deeper) = deepest.source() {
        deepest = deeper;
    }
    let reason = match deepest.downcast_ref::<std::io::Error>() {
        Some(error) => error.to_string(),
        None if error.is_timeout() => "no answer in time".to_owned(),
        None => deepest.to_string(),
    };
    RemoteError::Unreachable { reason }
}

fn failure(
    status: StatusCode,
    retry_after: Option<Duration>,
    body: &[u8],
    what: &'static str,
) -> RemoteError {
    let said: Failure = serde_json::from_slice(body).unwrap_or_default();
    match status.as_u16() {
        401 => RemoteError::Unauthorized,
        _ if said.http == Some(401.0) => RemoteError::Unauthorized,
        403 => RemoteError::Forbidden { what },
        404 | 410 => RemoteError::NotFound { what },
        409 | 412 => RemoteError::Conflict { what },
        429 => RemoteError::RateLimited { retry_after },
        status @ 500.. => RemoteError::Server { what, status },
        status @ 300..=399 => RemoteError::Unreadable {
            what,
            problem: format!("it leads elsewhere ({status})"),
        },
        status => RemoteError::Refused {
            what,
            code: said
                .code
                .filter(|code| is_code(code))
                .unwrap_or_else(|| status.to_string()),
            message: plain(said.message.as_deref().unwrap_or("no reason given")),
        },
    }
}

const ONLY: &str = "only https, or http to this machine";

/// An address that a token may be sent to.
pub(crate) fn address(text: &str) -> Result<Url> {
    let url = Url::parse(text.trim()).map_err(|_| RemoteError::Address(ONLY))?;
    let wrong = if !url.username().is_empty() || url.password().is_some() {
        "it holds a user name or a password"
    } else if url.query().is_some() || url.fragment().is_some() {
        "it goes on after a ? or a #"
    } else {
        match url.scheme() {
            "https" if url.has_host() => return Ok(url),
            "http" if is_this_machine(&url) => return Ok(url),
            _ => ONLY,
        }
    };
    Err(RemoteError::Address(wrong))
}

pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn connections(api: &Url, limits: Limits) -> Result<reqwest::Client> {
    // Whoever came first has chosen the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("Switchyard/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(limits.connect)
        .timeout(limits.whole)
        // A redirect would take the bearer to wherever it leads.
        .redirect(Policy::none());
    if is_this_machine(api) {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| RemoteError::Setup(error.to_string()))
}
