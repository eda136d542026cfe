//! Signing in: OAuth 2 authorization code in the system browser, with PKCE and a checked `state`.
//!
//! Rechat's web host asks the person and the API host gives tokens; both, the client id and its
//! secret are a brokerage's own. PKCE is not in Rechat's documents: a server that does not know
//! it passes over the extra fields.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};

use crate::client::{Client, address, json};
use crate::error::RemoteError;
use crate::loopback::Loopback;
use crate::secret::Secret;
use crate::wire::{TokenFailure, TokenReply};

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// Told by Rechat, or by the person at the consent page.
    #[error("the sign-in was refused: {0}")]
    Denied(String),
    #[error("the browser did not come back in time")]
    TimedOut,
    #[error("this machine does not let the browser come back: {0}")]
    Listener(std::io::Error),
}

/// What a sign-in gives. Kept in the key store alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tokens {
    pub access: Secret,
    pub refresh: Option<Secret>,
    pub expires_at: Option<SystemTime>,
    /// The brand that was picked for the grant.
    pub brand: Option<String>,
    /// Of the brokerage's own registration; it lives with the tokens.
    pub client_secret: Option<Secret>,
}

impl Tokens {
    pub(crate) fn forget(&mut self) {
        self.access = Secret::new("");
        self.refresh = None;
        self.expires_at = None;
    }
}

/// How a brokerage's Rechat is reached and what this program is called there.
#[derive(Clone, Debug)]
pub struct WebApp {
    web: Url,
    api: Url,
    client_id: String,
    client_secret: Option<Secret>,
}

/// A code, to be exchanged for tokens.
#[derive(Debug)]
pub struct Grant {
    code: Secret,
    verifier: Secret,
    redirect: String,
}

impl WebApp {
    /// `web` is where people sign in (a white-labelled brokerage's own domain), `api` where calls
    /// go.
    pub fn new(
        web: &str,
        api: &str,
        client_id: &str,
        client_secret: Option<Secret>,
    ) -> Result<WebApp, RemoteError> {
        Ok(WebApp {
            web: address(web)?,
            api: address(api)?,
            client_id: client_id.to_owned(),
            client_secret,
        })
    }

    pub fn api(&self) -> &str {
        self.api.as_str().trim_end_matches('/')
    }

    /// The secret that lives with the tokens, unless another was given.
    pub(crate) fn keep_secret(&mut self, secret: Option<Secret>) {
        self.client_secret = self.client_secret.take().or(secret);
    }

    /// Tokens for a grant.
    pub async fn exchange(&self, client: &Client, grant: &Grant) -> Result<Tokens, SignInError> {
        self.tokens(
            client,
            &[
                ("grant_type", "authorization_code"),
                ("code", grant.code.reveal()),
                ("redirect_uri", &grant.redirect),
                ("code_verifier", grant.verifier.reveal()),
            ],
        )
        .await
    }

    pub(crate) async fn refresh(
        &self,
        client: &Client,
        refresh: &Secret,
    ) -> Result<Tokens, SignInError> {
        self.tokens(
            client,
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh.reveal()),
            ],
        )
        .await
    }

    fn form(&self, fields: &[(&str, &str)]) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields)
            .append_pair("client_id", &self.client_id);
        if let Some(secret) = &self.client_secret {
            form.append_pair("client_secret", secret.reveal());
        }
        form.finish()
    }

    async fn tokens(
        &self,
        client: &Client,
        fields: &[(&str, &str)],
    ) -> Result<Tokens, SignInError> {
        const WHAT: &str = "a token";
        let asked_at = client.clock().now();
        let url = below(&self.api, &["oauth2", "token"]);
        let (status, body) = client.post_form(url, self.form(fields)).await?;
        if !status.is_success() {
            if status.is_server_error() {
                let status = status.as_u16();
                return Err(RemoteError::Server { what: WHAT, status }.into());
            }
            let said: TokenFailure = serde_json::from_slice(&body).unwrap_or_default();
            let word = said.error.or(said.code);
            return Err(SignInError::Denied(
                word.filter(|word| is_code(word))
                    .unwrap_or_else(|| format!("answer {}", status.as_u16())),
            ));
        }
        let reply: TokenReply = json(&body, WHAT)?;
        Ok(Tokens {
            access: Secret::new(reply.access_token),
            refresh: reply.refresh_token.map(Secret::new),
            expires_at: reply
                .expires_in
                .and_then(|seconds| asked_at.checked_add(Duration::from_secs(seconds))),
            brand: reply.brand.map(|brand| brand.id().to_owned()),
            client_secret: self.client_secret.clone(),
        })
    }
}

/// A sign-in under way: an address for the browser, and somebody listening for its return.
#[derive(Debug)]
pub struct SignIn {
    /// To be opened in the system browser.
    pub page: Url,
    listener: Loopback,
    state: Secret,
    verifier: Secret,
    redirect: String,
}

impl SignIn {
    pub async fn begin(app: &WebApp) -> Result<SignIn, SignInError> {
        let listener = Loopback::open().await.map_err(SignInError::Listener)?;
        let redirect = listener.redirect();
        let (state, verifier) = (random()?, random()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal().as_bytes()));
        let mut page = below(&app.web, &["oauth2", "auth"]);
        page.query_pairs_mut().extend_pairs([
            ("client_id", app.client_id.as_str()),
            ("redirect_uri", redirect.as_str()),
            ("response_type", "code"),
            ("state", state.reveal()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        Ok(SignIn {
            page,
            listener,
            state,
            verifier,
            redirect,
        })
    }

    /// Waits for the browser to come back, at most `patience`.
    pub async fn finish(self, patience: Duration) -> Result<Grant, SignInError> {
        let waiting = self.listener.wait(self.state.reveal());
        let answer = tokio::time::timeout(patience, waiting)
            .await
            .map_err(|_| SignInError::TimedOut)?
            .map_err(SignInError::Listener)?;
        match (answer.code, answer.error) {
            (Some(code), None) => Ok(Grant {
                code: Secret::new(code),
                verifier: self.verifier,
                redirect: self.redirect,
            }),
            (_, Some(word)) if is_code(&word) => Err(SignInError::Denied(word)),
            _ => Err(SignInError::Denied("no reason given".to_owned())),
        }
    }
}

/// A machine word such as `access_denied`; anything else is not shown.
pub(crate) fn is_code(word: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphabetic() || c == '_';
    !word.is_empty() && word.len() <= 40 && word.chars().all(letters)
}

fn below(host: &Url, path: &[&str]) -> Url {
    let mut url = host.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url
}

/// 256 random bits as 43 letters: what PKCE asks for at least.
fn random() -> Result<Secret, SignInError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| RemoteError::Setup(error.to_string()))?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}
